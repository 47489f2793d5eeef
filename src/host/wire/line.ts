import type { Clock, Pipe, PipeEnd } from '../../model/ports.ts';

export type Hear = (stream: 'stdout' | 'stderr', bytes: Uint8Array) => void;

/** A pipe whose words go to one listener after the other, and which knows when it last heard something. */
export interface Line {
  /** Everything from now on goes to `hear`, to the first one also what came before. */
  to(hear: Hear): void;
  /** Sends in pieces. Never rejects; a line that is down is told by `ended`. */
  send(bytes: Uint8Array): Promise<void>;
  /** When something last moved, in either direction, on the clock given. */
  lastMoved(): number;
  readonly ended: Promise<PipeEnd>;
  close(): Promise<void>;
}

const pieceBytes = 64 * 1024;

export function openLine(pipe: Pipe, clock: Clock): Line {
  let moved = clock.now();
  let current: Hear | undefined;
  /** The pipe keeps what arrives until somebody listens: sudo may have asked before anybody was there to hear it. */
  function listen(): void {
    pipe.listen((stream, bytes) => {
      moved = clock.now();
      current?.(stream, bytes);
    });
  }
  return {
    ended: pipe.ended,
    lastMoved: () => moved,
    to(hear) {
      const isFirst = current === undefined;
      current = hear;
      if (isFirst) listen();
    },
    async send(bytes) {
      for (let at = 0; at < bytes.length; at += pieceBytes) {
        await pipe.write(bytes.subarray(at, at + pieceBytes));
        moved = clock.now();
      }
    },
    close: async () => pipe[Symbol.asyncDispose](),
  };
}

/** A limit that has passed, in milliseconds; `silent`: the one for saying nothing. */
export interface Lateness {
  readonly kind: 'late';
  readonly limitMs: number;
  readonly silent: boolean;
}

/** In milliseconds. */
export interface Patience {
  readonly totalMs: number;
  readonly silentMs: number;
  /** The longest that one answer may take. Absent: as long as all of them. */
  readonly answerMs?: number;
}

/**
 * Resolves once `totalMs` have passed, or `silentMs` without anything moving on the line, or `answerMs` since the last
 * answer, which came at `answeredAt`, on the clock; without a value as soon as `signal` aborts.
 */
export async function lateness(
  line: Line,
  clock: Clock,
  limits: Patience,
  signal: AbortSignal,
  answeredAt: () => number = () => Number.NEGATIVE_INFINITY,
): Promise<Lateness | undefined> {
  const start = clock.now();
  while (!signal.aborted) {
    const now = clock.now();
    const total = start + limits.totalMs;
    const silent = Math.max(start, line.lastMoved()) + limits.silentMs;
    const answerMs = limits.answerMs ?? limits.totalMs;
    const answer = Math.max(start, answeredAt()) + answerMs;
    if (now >= total) return { kind: 'late', limitMs: limits.totalMs, silent: false };
    if (now >= silent) return { kind: 'late', limitMs: limits.silentMs, silent: true };
    if (now >= answer) return { kind: 'late', limitMs: answerMs, silent: false };
    await clock.sleep(Math.min(total, silent, answer) - now, signal);
  }
  return undefined;
}
