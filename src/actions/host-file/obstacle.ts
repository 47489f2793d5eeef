import type { Around, Found, HostFile } from './host-file.ts';

/** Why a file cannot be changed, and the way out. */
export interface Obstacle {
  readonly why: string;
  readonly hint: string;
}

/** What stands in the way of any change at a path. */
export function obstacleAround(path: string, { blocked, immutable, readOnly }: Around): Obstacle | undefined {
  if (blocked !== undefined) {
    return {
      why: `${path} cannot be made: ${blocked} is not a folder`,
      hint: `move ${blocked} away, or use another path`,
    };
  }
  const [fixed] = immutable;
  if (fixed !== undefined) {
    return {
      why: `${fixed} is immutable (chattr +i or +a)`,
      hint: `add a task \`command: chattr -i -a ${fixed}\` with \`undo: chattr +i ${fixed}\` before this one`,
    };
  }
  if (readOnly !== undefined) {
    return {
      why: `${readOnly} cannot be written to`,
      hint: 'is its file system mounted read-only? see `findmnt -T` on the host',
    };
  }
  return undefined;
}

/** What stands in the way of giving a path new content. */
export function obstacleToContent(path: string, { link, found, around }: HostFile): Obstacle | undefined {
  if (found === undefined && link !== undefined) {
    return {
      why: `${path} is a symbolic link to ${link}, and there is nothing`,
      hint: `make ${link}, or remove the link with \`file: {path: ${path}, state: absent}\``,
    };
  }
  return (found === undefined ? undefined : obstacleIn(path, found)) ?? obstacleAround(path, around);
}

function obstacleIn(path: string, { type, links }: Found): Obstacle | undefined {
  if (type === 'directory') {
    return {
      why: `${path} is a folder`,
      hint: `name a file in it, or remove it with \`file: {path: ${path}, state: absent}\``,
    };
  }
  if (type !== 'file') {
    return {
      why: `${path} is a ${type}, not a file`,
      hint: `remove it with \`file: {path: ${path}, state: absent}\``,
    };
  }
  if (links < 2) return undefined;
  return {
    why: `${path} has ${links} hard links, and writing it would change or part them`,
    hint: `find the others with \`find / -xdev -samefile ${path}\`, and make this one a file of its own first`,
  };
}

/** A missing folder above a path, which nothing asked to make. */
export function missingParent(path: string, { missing }: Around): Obstacle | undefined {
  if (missing === undefined) return undefined;
  const folder = path.slice(0, path.lastIndexOf('/'));
  return {
    why: `the folder ${folder} does not exist`,
    hint: `add \`file: {path: ${folder}, state: directory}\` before this task`,
  };
}
