import type { Answer } from '../../model/action.ts';
import type { Clock, Random } from '../../model/ports.ts';
import { HostFailure } from '../../model/run/failure.ts';
import { isKitName, kitFunctions } from '../kit.ts';
import { quote } from '../quote.ts';
import { composed } from '../session/composed.ts';
import type { Conversation } from './conversation.ts';
import { type FrameContent, frameBytes } from './frame.ts';
import type { SessionLimits } from './limits.ts';
import { sessionPrologue } from './prologue.ts';

/** How the parts of a session talk to the shell on the host. */
export interface Shell {
  /** Sends one frame and resolves with the answer to each of its parts, in order. @throws {HostFailure} */
  ask(question: Question, signal: AbortSignal): Promise<readonly Answer[]>;
  readonly clock: Clock;
  readonly limits: SessionLimits;
  readonly host: string;
}

export interface Question extends FrameContent {
  /** Functions of the kit that its lines call, beside those that begin a part. */
  readonly uses: readonly string[];
  /** For people, when it takes too long: `answering`. */
  readonly what: string;
  readonly totalMs: number;
  readonly silentMs: number;
  /** See `FrameRequest`. */
  readonly answerMs?: number;
  readonly floodBytes?: number;
}

export interface ShellOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly limits: SessionLimits;
  readonly stateRoot: string | undefined;
  /** What the inventory calls it; empty: nobody said. */
  readonly host: string;
}

/** Sends the prologue with the first frame, and each function of the kit with the first frame that needs it. */
export function openShell(conversation: Conversation, options: ShellOptions): Shell {
  const { clock, limits, random, host } = options;
  const sent = new Set<string>();

  function frame(mark: string, question: Question): Uint8Array {
    const named = question.parts.map(({ words: [word = ''] }) => word).filter(isKitName);
    const missing = kitFunctions(['rr_part', ...question.uses, ...named]).filter(
      ({ name }) => !sent.has(name),
    );
    const first = sent.size === 0 ? [sessionPrologue(options, quote)] : [];
    const functions = missing.map(({ text }) => text).join('\n');
    const bytes = frameBytes(mark, functions, { ...question, setup: [...first, ...question.setup] });
    for (const { name } of missing) sent.add(name);
    return bytes;
  }

  return {
    clock,
    limits,
    host,
    async ask(question, signal) {
      if (signal.aborted) throw new HostFailure({ kind: 'cancelled' });
      const mark = `rr${random.hex(16)}`;
      const { what, totalMs, silentMs, answerMs, floodBytes } = question;
      return conversation.ask(
        {
          bytes: () => composed(() => frame(mark, question)),
          mark,
          parts: question.parts.map(({ keepBytes }) => keepBytes ?? limits.keepBytes),
          what,
          totalMs,
          silentMs,
          answerMs,
          floodBytes,
        },
        signal,
      );
    },
  };
}
