import type { Answer } from '../../model/action.ts';
import type { Clock, Random } from '../../model/ports.ts';
import { isKitName, kitFunctions } from '../kit.ts';
import { composed } from '../session/composed.ts';
import type { Bounds, Conversation } from './conversation.ts';
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

export interface Question extends FrameContent, Bounds {
  /** Functions of the kit that its lines call, beside those that begin a part. */
  readonly uses?: readonly string[];
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
    const { uses = [], setup = [] } = question;
    const missing = kitFunctions(['rr_part', ...uses, ...named]).filter(({ name }) => !sent.has(name));
    const first = sent.size === 0 ? [sessionPrologue(options)] : [];
    const functions = missing.map(({ text }) => text).join('\n');
    const bytes = frameBytes(mark, functions, { ...question, setup: [...first, ...setup] });
    for (const { name } of missing) sent.add(name);
    return bytes;
  }

  return {
    clock,
    limits,
    host,
    ask(question, signal) {
      const mark = `rr${random.hex(16)}`;
      const bytes = (): Uint8Array => composed(() => frame(mark, question));
      const parts = question.parts.map(({ keepBytes }) => keepBytes ?? limits.keepBytes);
      return conversation.ask({ ...question, bytes, mark, parts }, signal);
    },
  };
}
