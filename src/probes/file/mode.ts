/** What a path can be. */
export type FileType =
  | 'file'
  | 'directory'
  | 'link'
  | 'fifo'
  | 'socket'
  | 'block device'
  | 'character device'
  | 'unknown';

const TYPES: ReadonlyMap<number, FileType> = new Map([
  [0x8, 'file'],
  [0x4, 'directory'],
  [0xa, 'link'],
  [0x1, 'fifo'],
  [0xc, 'socket'],
  [0x6, 'block device'],
  [0x2, 'character device'],
]);

/** @param raw the raw mode in hexadecimal, as `stat -c %f` prints it */
export function typeOf(raw: string): FileType {
  return TYPES.get(Number.parseInt(raw, 16) >> 12) ?? 'unknown';
}

/** Permissions as four octal digits. @param raw as for `typeOf` */
export function modeBits(raw: string): string {
  return (Number.parseInt(raw, 16) & 0o7777).toString(8).padStart(4, '0');
}
