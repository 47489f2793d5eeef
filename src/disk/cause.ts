import { messageOf } from '../model/error.ts';
import { codeOf } from './error-code.ts';

/** What a disk says when it takes nothing more, whoever asks. */
const DISK: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left on its disk',
  EDQUOT: 'the disk quota of this user is used up',
  EROFS: 'its file system is read-only',
  EIO: 'its disk reports an error',
  EFBIG: 'the file would grow beyond what is allowed (ulimit -f)',
};

const OTHER: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such place',
  ENOTDIR: 'a part of the path is not a folder',
  EEXIST: 'something else is there already',
  EACCES: 'permission denied',
  EPERM: 'it is not permitted',
  EISDIR: 'it is a folder',
  EMFILE: 'too many files are open',
  EPIPE: 'nobody reads it any more',
};

/** Why something could not be read or written: in words with the system's own code, such as `permission denied (EACCES)`. */
export function causeInWords(error: unknown): string {
  const code = codeOf(error);
  const words = typeof code === 'string' ? (DISK[code] ?? OTHER[code]) : undefined;
  if (words !== undefined) return `${words} (${String(code)})`;
  return messageOf(error);
}

/** True when it is the disk that is full, broken or read-only, and not the path that is wrong. */
export function isDiskTrouble(error: unknown): boolean {
  const code = codeOf(error);
  return typeof code === 'string' && code in DISK;
}

/** What to do about it. */
export function diskHint(error: unknown): string {
  const elsewhere = 'or choose another place with --state-dir DIR';
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `make room there (df and df -i tell where none is left), ${elsewhere}`;
    case 'EIO':
    case 'EROFS':
      return `dmesg tells what is wrong with that disk; repair it, ${elsewhere}`;
    default:
      return 'choose another place with --state-dir DIR or RULERUN_STATE_DIR';
  }
}
