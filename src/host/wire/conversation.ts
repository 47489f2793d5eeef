import type { Answer } from '../../model/action.ts';
import type { Clock, PipeEnd } from '../../model/ports.ts';
import { HostFailure } from '../../model/run/failure.ts';
import { whyNoShell } from '../session/refusal.ts';
import { keepTail } from './kept-bytes.ts';
import { type Lateness, type Line, lateness, type Patience } from './line.ts';
import { type MarkedStream, readMarkedStream } from './marked-stream.ts';

/** What an answer may take and hold. */
export interface Bounds extends Patience {
  /** For people, when it takes too long: `answering`. */
  readonly what: string;
  /** The most that may be heard of the host beyond what is kept of its answer. Absent: any amount. */
  readonly floodBytes?: number;
}

/** One frame and what is expected of it. */
export interface FrameRequest extends Bounds {
  /** Asked for when its turn has come. */
  readonly bytes: () => Uint8Array;
  readonly mark: string;
  /** For each part of the answer, at least one, the bytes that are kept of each stream. */
  readonly parts: readonly number[];
}

/** The host has said more than anybody asked for. */
interface Flood {
  readonly kind: 'flood';
  readonly heard: number;
}

/** Messages and answers in strict turn: a frame is sent after the one before it was answered. */
export interface Conversation {
  /**
   * Sends the message and resolves with the answer to each part.
   *
   * When it does not come in time or the line goes down, this and every later call reject: nobody could tell whose
   * answer comes next. Aborting rejects at once with `cancelled`; the answer is then waited for before the next turn.
   *
   * @throws {HostFailure} lost, timeout, cancelled, protocol; become and refused when there never was a shell
   */
  ask(message: FrameRequest, signal: AbortSignal): Promise<readonly Answer[]>;
}

export interface Listening {
  readonly clock: Clock;
  /** Whom the shell was to become; undefined: no sudo was involved. */
  readonly become: string | undefined;
  /** What the shell prints when it is there: no word for people. */
  readonly ready: string;
}

export function converse(line: Line, options: Listening): Conversation {
  const noise = { stdout: keepTail(noiseBytes), stderr: keepTail(noiseBytes) };
  const toNoise = (stream: 'stdout' | 'stderr', bytes: Uint8Array): void =>
    noise[stream].add(Buffer.from(bytes));
  let turn: Promise<unknown> = Promise.resolve();
  let broken: HostFailure | undefined;
  let everBegun = false;
  line.to(toNoise);

  async function exchange(message: FrameRequest): Promise<readonly Answer[]> {
    const bytes = message.bytes();
    const count = message.parts.length;
    const limitOf = (part: number): number => message.parts[part] ?? 0;
    const streams: Streams = {
      stdout: readMarkedStream(message.mark, limitOf),
      stderr: readMarkedStream(message.mark, limitOf),
    };
    const most = message.parts.reduce(
      (sum, kept) => sum + 2 * kept,
      message.floodBytes ?? Number.POSITIVE_INFINITY,
    );
    let heard = 0;
    let answers = 0;
    let answeredAt = options.clock.now();
    const answered = new Promise<undefined | Flood>((resolve) => {
      line.to((stream, chunk) => {
        heard += chunk.length;
        streams[stream].add(chunk);
        if (streams.stdout.parts.length > answers) {
          answers = streams.stdout.parts.length;
          answeredAt = options.clock.now();
        }
        if (isComplete(streams, count)) resolve(undefined);
        else if (heard > most) resolve({ kind: 'flood', heard });
      });
    });
    void line.send(bytes);
    const over = new AbortController();
    const end = await Promise.race([
      answered,
      line.ended,
      lateness(line, options.clock, message, over.signal, () => answeredAt),
    ]);
    // With a reason: an error with a stack, which nobody reads, would be made for each answer.
    over.abort('answered');
    line.to(toNoise);
    toNoise('stdout', streams.stdout.noise());
    toNoise('stderr', streams.stderr.noise());
    everBegun ||= streams.stdout.begun() || streams.stderr.begun();
    if (end === undefined || isComplete(streams, count)) return answersOf(streams, count);
    broken = failureOf(end, message);
    void line.close();
    throw broken;
  }

  function failureOf(end: PipeEnd | Lateness | Flood, message: FrameRequest): HostFailure {
    switch (end.kind) {
      case 'flood': {
        const why = `it has said ${end.heard} bytes and has not come to the end of its answer`;
        return new HostFailure({ kind: 'protocol', why });
      }
      case 'lost':
        return new HostFailure({ kind: 'lost', cause: end.cause });
      case 'failed':
        return new HostFailure(end.failure);
      case 'late': {
        const what = end.silent ? `${message.what}, with nothing heard from the host,` : message.what;
        return new HostFailure({ kind: 'timeout', what, limitMs: end.limitMs });
      }
      case 'exited': {
        const { become, ready } = options;
        const heard = [noise.stdout, noise.stderr].map((kept) => kept.result().bytes.toString('utf8'));
        const said = heard.join('\n').replaceAll(ready, '').trim();
        if (!everBegun) return new HostFailure(whyNoShell({ become, said, exitCode: end.exitCode }));
        const words = said === '' ? '' : `: ${said.slice(-500)}`;
        const cause = `the shell on the host ended with exit code ${end.exitCode} before it had answered${words}`;
        return new HostFailure({ kind: 'lost', cause });
      }
    }
  }

  return {
    async ask(message, signal) {
      if (signal.aborted) throw new HostFailure({ kind: 'cancelled' });
      const mine = turn.then(() => {
        if (signal.aborted) throw new HostFailure({ kind: 'cancelled' });
        if (broken !== undefined) throw unusable(broken);
        return exchange(message);
      });
      turn = mine.catch(() => {});
      return unlessAborted(mine, signal);
    },
  };
}

const noiseBytes = 4096;

/** The failure of every call after the one that broke the session. */
function unusable(first: HostFailure): HostFailure {
  return new HostFailure(
    { kind: 'lost', cause: `this session cannot be used any more since ${first.message}` },
    { cause: first },
  );
}

interface Streams {
  readonly stdout: MarkedStream;
  readonly stderr: MarkedStream;
}

function isComplete({ stdout, stderr }: Streams, parts: number): boolean {
  return stdout.parts.length >= parts && stderr.parts.length >= parts;
}

function answersOf({ stdout, stderr }: Streams, parts: number): readonly Answer[] {
  return stdout.parts.slice(0, parts).map((out, index) => {
    const err = stderr.parts[index];
    return {
      exitCode: out.exitCode,
      stdout: out.bytes,
      stderr: err?.bytes ?? new Uint8Array(),
      droppedBytes: out.dropped + (err?.dropped ?? 0),
    };
  });
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new HostFailure({ kind: 'cancelled' }));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
