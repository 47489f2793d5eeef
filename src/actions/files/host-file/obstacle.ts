import { posix } from 'node:path';
import type { Obstacle } from '../../../model/action.ts';
import type { Around, FoundFile, HostFile } from '../../../probes/file/host-file.ts';

/** What stands in the way of putting something else in the place of a path. */
export function obstacleAround(path: string, around: Around): Obstacle | undefined {
  const { mounted } = around;
  if (mounted === undefined) return obstacleInFolder(path, around);
  return {
    why: `${mounted} is a file that is mounted there, and nothing can take its place`,
    hint: `see \`findmnt ${mounted}\` on the host for the file that it is, and change that one, or \`umount ${mounted}\``,
    lasting: true,
  };
}

/** What stands in the way of another owner or mode: the folder it is in need not be open. */
export function obstacleToAttributes(path: string, around: Around): Obstacle | undefined {
  return obstacleInFolder(path, { ...around, readOnly: undefined });
}

function obstacleInFolder(
  path: string,
  { blocked, immutable, readOnly, fixed }: Around,
): Obstacle | undefined {
  if (blocked !== undefined) {
    return {
      why: `${path} cannot be made: ${blocked} is not a folder`,
      hint: `move ${blocked} away, or use another path`,
    };
  }
  const [unchangeable] = immutable;
  if (unchangeable !== undefined) {
    return {
      why: `${unchangeable} is immutable (chattr +i or +a)`,
      hint: `add a task \`command: chattr -i -a ${unchangeable}\` with \`undo: chattr +i ${unchangeable}\` before this one`,
    };
  }
  const closed = readOnly ?? fixed;
  return closed === undefined ? undefined : notWritable(closed);
}

/** A place on a mount that is read-only, or that the acting user may not write to. */
export function notWritable(place: string): Obstacle {
  return {
    why: `${place} cannot be written to`,
    hint: `is its file system mounted read-only? see \`findmnt -T ${place}\` on the host`,
    lasting: true,
  };
}

/** A link that leads nowhere, to what has to be there. */
export function leadsNowhere(path: string, link: string): Obstacle {
  return { why: `${path} is a symbolic link to ${link}, and there is nothing`, hint: `make ${link} first` };
}

/** What stands in the way of giving a path new content. */
export function obstacleToContent(path: string, { link, found, around }: HostFile): Obstacle | undefined {
  if (found === undefined && link !== undefined) {
    return {
      ...leadsNowhere(path, link),
      hint: `make ${link}, or remove the link with \`file: {path: ${path}, state: absent}\``,
    };
  }
  return (found === undefined ? undefined : obstacleIn(path, found)) ?? obstacleAround(path, around);
}

function obstacleIn(path: string, { type, links }: FoundFile): Obstacle | undefined {
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
  const folder = posix.dirname(path);
  return {
    why: `the folder ${folder} does not exist`,
    hint: `add \`file: {path: ${folder}, state: directory}\` before this task`,
  };
}
