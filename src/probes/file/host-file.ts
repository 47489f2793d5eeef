import type { Answer } from '../../model/action.ts';
import { FORMLESS, troubleIn } from '../answer.ts';
import type { Probe } from '../probe.ts';
import { type FileType, modeBits, typeOf } from './mode.ts';

/** What is at a path on a host: the answer of `rr_file`. */
export interface HostFile {
  /** What the symbolic link at the path says; undefined: it is none. What follows is about what it points to. */
  readonly link: string | undefined;
  /** Whose the link itself is; undefined where there is none. */
  readonly linkOwner: Omit<PresentAttributes, 'mode'> | undefined;
  /** Undefined: nothing is there, or only a link that leads nowhere. */
  readonly found: FoundFile | undefined;
  readonly around: Around;
  /** What stands in the way of removing or replacing what bears the name; of a link, the link itself. */
  readonly own: Around;
}

/** Whose a file is, and what others may do with it. */
export interface PresentAttributes {
  /** Four octal digits. */
  readonly mode: string;
  readonly uid: number;
  readonly gid: number;
  /** `UNKNOWN` when the number has no name. */
  readonly user: string;
  readonly group: string;
}

export interface FoundFile extends PresentAttributes {
  readonly type: FileType;
  /** Where it really is, links resolved. */
  readonly real: string;
  /** In bytes. */
  readonly size: number;
  /** Hard links; 1 for most files. */
  readonly links: number;
  /** Of a directory: nothing is in it. */
  readonly empty: boolean;
  /** Of a regular file; undefined: it is larger than was asked for. */
  readonly content: Uint8Array | undefined;
}

/** What may stand in the way of a change. */
export interface Around {
  /** The nearest directory above that exists; undefined: something above is no directory. */
  readonly parent: string | undefined;
  /** The topmost directory above that does not exist. */
  readonly missing: string | undefined;
  /** What above is no directory. */
  readonly blocked: string | undefined;
  readonly immutable: readonly string[];
  /** The directory, when nothing can be put into it. */
  readonly readOnly: string | undefined;
  /** The path, when it is on a mount that is read-only: not even its owner and mode can be changed. */
  readonly fixed: string | undefined;
  /** The path, when it is a file that is mounted there: nothing can take its place. */
  readonly mounted: string | undefined;
}

/** Files up to this size are read whole, and written whole. In bytes. */
export const LARGEST_FILE = 1_048_576;

/**
 * Texts that are only looked at, or only made shorter. Of a node with 5,000 Kubernetes services somebody has saved 6 MB
 * of rules. In bytes.
 */
export const LARGEST_TEXT = 16_777_216;

/** What is said of a file beside its content. In bytes. */
const AROUND_CONTENT = 65_536;

/** What is at a path, with the content of a file of at most `limit` bytes. */
export function fileAt(path: string, limit: number = LARGEST_FILE): Probe<HostFile> {
  return {
    argv: ['rr_file', path, String(limit)],
    keepBytes: limit + AROUND_CONTENT,
    read: (answer) => readHostFile(path, answer),
  };
}

const NEWLINE = 0x0a;

/** What is there, or in one sentence why that is not known. */
export function readHostFile(path: string, answer: Answer): HostFile | string {
  const trouble = troubleIn(answer);
  if (trouble !== undefined) return `${path} cannot be looked at: ${trouble}`;
  const { header, content } = splitContent(answer.stdout);
  const all = byWord(header);
  const [first] = all('stat');
  // Silence and half an answer are no file that is not there.
  const isWhole = first === undefined ? header.includes('absent') : /^[0-9a-f]+(?: \d+){4} \S/.test(first);
  if (!isWhole) return `${path} cannot be looked at: ${FORMLESS}`;
  return {
    link: all('link')[0],
    linkOwner: readOwner(all('owner')[0]),
    found:
      first === undefined ? undefined : readFound(first, all('real')[0] ?? path, all('entries')[0], content),
    around: readAround(all),
    own: first === undefined || all('link').length === 0 ? readAround(all) : readAround(byWord(all('own'))),
  };
}

type All = (word: string) => readonly string[];

function byWord(header: readonly string[]): All {
  const lines = header.map(
    (line) => [line.split(' ', 1)[0] ?? '', line.slice(line.indexOf(' ') + 1)] as const,
  );
  return (word) => lines.filter(([key]) => key === word).map(([, value]) => value);
}

function readAround(all: All): Around {
  return {
    parent: all('parent')[0],
    missing: all('missing')[0],
    blocked: all('blocked')[0],
    immutable: all('immutable'),
    readOnly: all('readonly')[0],
    fixed: all('fixed')[0],
    mounted: all('mounted')[0],
  };
}

function readOwner(line: string | undefined): HostFile['linkOwner'] {
  if (line === undefined) return undefined;
  const [uid, gid, user = '', group = ''] = line.split(' ');
  return { uid: Number(uid), gid: Number(gid), user, group };
}

function readFound(
  stat: string,
  real: string,
  entries: string | undefined,
  content: Uint8Array | undefined,
): FoundFile {
  const [raw = '', uid, gid, size, links, user = '', group = ''] = stat.split(' ');
  return {
    type: typeOf(raw),
    real,
    mode: modeBits(raw),
    uid: Number(uid),
    gid: Number(gid),
    user,
    group,
    size: Number(size),
    links: Number(links),
    empty: entries === 'none',
    content,
  };
}

/** The lines before `content`, and the bytes after it. Those may be anything, so the lines are read from the front. */
function splitContent(bytes: Uint8Array): {
  readonly header: readonly string[];
  readonly content: Uint8Array | undefined;
} {
  const header: string[] = [];
  const decoder = new TextDecoder();
  let start = 0;
  for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
    const line = decoder.decode(bytes.subarray(start, end));
    start = end + 1;
    if (line === 'content') return { header, content: bytes.subarray(start) };
    header.push(line);
  }
  return { header, content: undefined };
}
