/** Paths as POSIX and Python have them, wherever the controller runs. Text in, text out: no file is looked at. */

/** The folder and the name: `/a/b` is `/a` and `b`. */
export function splitPath(path: string): readonly [string, string] {
  const cut = path.lastIndexOf('/') + 1;
  const head = path.slice(0, cut);
  const isRoot = /^\/*$/.test(head);
  return [isRoot ? head : head.replace(/\/+$/, ''), path.slice(cut)];
}

export function splitExtension(path: string): readonly [string, string] {
  const [, name] = splitPath(path);
  const dot = name.lastIndexOf('.');
  // Leading dots are part of the name.
  if (dot === -1 || /^\.*$/.test(name.slice(0, dot))) return [path, ''];
  const cut = path.length - name.length + dot;
  return [path.slice(0, cut), path.slice(cut)];
}

/** An absolute part begins anew. */
export function joinedPath(...parts: readonly string[]): string {
  return parts.reduce((path, part) => {
    if (part.startsWith('/')) return part;
    return path === '' || path.endsWith('/') ? path + part : `${path}/${part}`;
  }, '');
}

/** Without `.`, `..` and doubled slashes, as far as the text tells. */
export function normalPath(path: string): string {
  const root = /^\/\/(?!\/)/.test(path) ? '//' : path.startsWith('/') ? '/' : '';
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    const goesUp = part === '..' && parts.length > 0 && parts.at(-1) !== '..';
    if (goesUp) parts.pop();
    else if (part !== '..' || root === '') parts.push(part);
  }
  return root + parts.join('/') || '.';
}

/** How to come to a path from a folder; both absolute. */
export function relativePath(path: string, from: string): string {
  const [to, start] = [path, from].map((one) => normalPath(one).split('/').filter(Boolean)) as [
    string[],
    string[],
  ];
  const differs = to.findIndex((part, at) => part !== start[at]);
  const shared = differs === -1 ? Math.min(to.length, start.length) : differs;
  return [...start.slice(shared).map(() => '..'), ...to.slice(shared)].join('/') || '.';
}
