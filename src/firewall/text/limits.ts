/** The limits of iptables-restore, seen on 1.8.9 with both backends; its `char` arrays count UTF-8 bytes. */
export const LIMITS = {
  /** A buffer of 10240: the line, and the zero behind it. What is longer is read as two lines. */
  lineBytes: 10_239,
  /** A buffer of 1024. */
  wordBytes: 1_023,
  /** 255 arguments, less the program's name, `-t`, the table, and the end of the list. */
  words: 251,
  chainBytes: 28,
  tableBytes: 32,
  interfaceBytes: 15,
} as const;

/** Ours: so that a text of the wrong kind costs neither memory nor time. A node of a large cluster has a tenth of it. */
export const TEXT_LIMITS: { readonly characters: number; readonly lines: number } = {
  characters: 32 * 1024 * 1024,
  lines: 250_000,
};

/** True when `text` takes more than `limit` bytes as UTF-8; looks no further than it must. */
export function exceedsBytes(text: string, limit: number): boolean {
  if (text.length > limit) return true;
  if (text.length * 3 <= limit) return false;
  return encoder.encode(text).length > limit;
}

const encoder = new TextEncoder();
