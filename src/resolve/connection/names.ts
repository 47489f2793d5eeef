/**
 * True for what may stand where a host name goes: letters, digits, dots, dashes, an IPv6 address with or without its
 * zone. Never with a dash in front, and never with a character that a shell or an ssh command would take apart.
 */
export function isHostname(name: string): boolean {
  if (name.length > 255) return false;
  return (
    /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name) ||
    /^[\dA-Fa-f:.]*:[\dA-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?$/.test(name)
  );
}

/** True for a login name: as `isHostname`, and with what directories use, as in `jane@corp.example` or `CORP\jane`. */
export function isUserName(name: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_.@+\\-]{0,254}\$?$/.test(name) && !name.endsWith('\\');
}

export interface PathNames {
  readonly home: string;
  readonly loginUser: string;
  readonly hostname: string;
  readonly user: string;
  /** The host as it was named, before `HostName`. */
  readonly destination: string;
  readonly port: number;
}

/** `HostName`, in which `%h` stands for the host as it was named. */
export function expandHostname(hostname: string, destination: string): string {
  return hostname.replace(/%[%h]/g, (token) => (token === '%h' ? destination : '%'));
}

/**
 * A path as ssh reads it: `~/` and `%d` are the home folder, `%h` the host, `%r` the login name there, `%u` the one
 * here, `%n` the host as it was named, `%p` the port. `undefined` when it holds something else of that kind.
 */
export function expandPath(path: string, names: PathNames): string | undefined {
  const { home, loginUser, hostname, user, destination, port } = names;
  if (/^~[^/]|^\$|\$\{/.test(path)) return undefined;
  const tokens = new Map([
    ['%%', '%'],
    ['%d', home],
    ['%h', hostname],
    ['%n', destination],
    ['%p', String(port)],
    ['%r', user],
    ['%u', loginUser],
  ]);
  let isWhole = true;
  const expanded = path.replace(/^~(?=\/|$)/, home.replaceAll('%', '%%')).replace(/%.?/gs, (token) => {
    isWhole &&= tokens.has(token);
    return tokens.get(token) ?? token;
  });
  return isWhole ? expanded : undefined;
}
