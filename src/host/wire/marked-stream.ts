import { type KeptBytes, keepBytes, keepTail } from './kept-bytes.ts';

/** What stood between one pair of marks on one stream. */
export interface MarkedPart {
  readonly bytes: Buffer;
  readonly dropped: number;
  readonly exitCode: number;
}

/** Finds the parts of an answer in a stream that comes in chunks of any size. */
export interface MarkedStream {
  add(chunk: Uint8Array): void;
  /** The closed parts so far, in order. */
  readonly parts: readonly MarkedPart[];
  /** True once any mark was seen. */
  readonly begun: () => boolean;
  /** The end of what stood outside all marks: words of rc files, or of a shell that broke down. */
  readonly noise: () => Buffer;
}

const noiseBytes = 4096;
const open = '('.charCodeAt(0);
const close = ')'.charCodeAt(0);

/**
 * A part is `MARK(`, the bytes, `MARK)` and three digits of exit code. Whatever the bytes are, they are taken as they
 * come; the mark is unguessable, so they cannot hold it. At most `limitOf` its index bytes of each part are kept.
 */
export function readMarkedStream(mark: string, limitOf: (part: number) => number): MarkedStream {
  const needle = Buffer.from(mark, 'latin1');
  const parts: MarkedPart[] = [];
  const noise = keepTail(noiseBytes);
  let current: KeptBytes | undefined;
  let begun = false;
  let held: Buffer = Buffer.alloc(0);

  const take = (bytes: Buffer): void => (current ?? noise).add(bytes);

  /** Handles the mark that begins at `at`; how many bytes it takes, or undefined when not all of it is here. */
  function passMark(data: Buffer, at: number): number | undefined {
    const after = at + needle.length;
    const sign = data[after];
    if (sign === undefined) return undefined;
    if (sign === open) {
      begun = true;
      current = keepBytes(limitOf(parts.length));
      return needle.length + 1;
    }
    if (sign !== close || current === undefined) {
      take(data.subarray(at, after));
      return needle.length;
    }
    if (data.length < after + 4) return undefined;
    const { bytes, dropped } = current.result();
    parts.push({ bytes, dropped, exitCode: Number(data.toString('latin1', after + 1, after + 4)) });
    current = undefined;
    return needle.length + 4;
  }

  return {
    parts,
    begun: () => begun,
    noise: () => Buffer.concat([noise.result().bytes, ...(current === undefined ? [held] : [])]),
    add(chunk) {
      const data = held.length === 0 ? asBuffer(chunk) : Buffer.concat([held, chunk]);
      let at = 0;
      for (;;) {
        const found = data.indexOf(needle, at);
        const end = found === -1 ? data.length - beginningAtEnd(data, needle, at) : found;
        take(data.subarray(at, end));
        at = end;
        const taken = found === -1 ? undefined : passMark(data, found);
        if (taken === undefined) break;
        at += taken;
      }
      held = Buffer.from(data.subarray(at));
    },
  };
}

/** How many bytes at the end of `data` may be the beginning of `needle`; nothing before `from` counts. */
function beginningAtEnd(data: Buffer, needle: Buffer, from: number): number {
  const most = Math.min(needle.length - 1, data.length - from);
  for (let length = most; length > 0; length -= 1) {
    const start = data.length - length;
    if (data[start] === needle[0] && data.compare(needle, 0, length, start) === 0) return length;
  }
  return 0;
}

function asBuffer(chunk: Uint8Array): Buffer {
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}
