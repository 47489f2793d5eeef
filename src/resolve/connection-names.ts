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
}

/**
 * A path as ssh reads it: `~/` and `%d` are the home folder, `%h` the host, `%r` the login name there, `%u` the one
 * here. `undefined` when it holds something else of that kind.
 */
export function expandPath(path: string, { home, loginUser, hostname, user }: PathNames): string | undefined {
  if (/^~[^/]/.test(path)) return undefined;
  const tokens = new Map([
    ['%%', '%'],
    ['%d', home],
    ['%h', hostname],
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
