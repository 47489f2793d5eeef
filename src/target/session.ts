import type { Answer, Observation } from '../model/action.ts';
import type { Identity } from '../model/address.ts';
import { HostFailure } from '../model/failure.ts';
import type { Clock, Link, Random, Session, Step } from '../model/ports.ts';
import type { Secret } from '../model/secret.ts';
import { type Conversation, converse } from './conversation.ts';
import { type FrameContent, frameBytes, observationPart } from './frame.ts';
import { isKitName, kitFunctions } from './kit.ts';
import { type SessionLimits, defaultLimits } from './limits.ts';
import { openLine } from './line.ts';
import { answerPrompt } from './login.ts';
import { sessionPrologue } from './prologue.ts';
import { quote } from './quote.ts';
import { recordsOf } from './records.ts';
import { shellCommand } from './shell-command.ts';

export interface SessionOptions {
  readonly link: Link;
  readonly identity: Identity;
  readonly becomePassword: Secret | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly limits?: Partial<SessionLimits>;
  /**
   * Where this host keeps the records of runs; undefined: /var/lib/rulerun for root, for others
   * ${XDG_STATE_HOME:-~/.local/state}/rulerun.
   */
  readonly stateRoot?: string;
}

/** How the parts of a session talk to the shell. */
export interface Shell {
  /** Sends one frame and resolves with the answer to each of its parts. @throws {HostFailure} */
  ask(question: Question, signal: AbortSignal): Promise<readonly Answer[]>;
  readonly clock: Clock;
  readonly limits: SessionLimits;
}

export interface Question extends FrameContent {
  readonly what: string;
  readonly totalMs: number;
  readonly silentMs: number;
}

/**
 * Starts a shell with the rights of `identity` and opens a session with it. Without a password for `become` nothing is
 * waited for: the first question travels with the start, and tells what was wrong with it.
 *
 * Disposing ends the shell; what it has started detached goes on. The link stays open.
 *
 * @throws {HostFailure} become, refused, lost, timeout, cancelled, and what `Link.start` throws
 */
export async function openSession(options: SessionOptions, signal: AbortSignal): Promise<Session & AsyncDisposable> {
  const { clock, identity, random, becomePassword } = options;
  const limits: SessionLimits = { ...defaultLimits, ...options.limits };
  const withPassword = identity.become !== undefined && becomePassword !== undefined;
  const marks = {
    ready: `rr-${random.hex(8)}`,
    prompt: withPassword ? `rr-${random.hex(8)}:` : undefined,
  };
  const line = openLine(await options.link.start(shellCommand(identity, marks), signal), clock);
  if (identity.become !== undefined && becomePassword !== undefined) {
    const login = { marks, become: identity.become, password: becomePassword, clock, limits };
    await answerPrompt(line, login, signal);
  }
  const conversation = converse(line, { clock, become: identity.become, keepBytes: limits.keepBytes });
  const shell = openShell(conversation, { clock, random, limits, stateRoot: options.stateRoot });
  return {
    observe: (observations, stop) => observe(shell, observations, stop),
    ...recordsOf(shell),
    [Symbol.asyncDispose]: () => line.close(),
  };
}

function openShell(
  conversation: Conversation,
  options: Pick<Shell, 'clock' | 'limits'> & { readonly random: Random; readonly stateRoot: string | undefined },
): Shell {
  const sent = new Set<string>();
  const { clock, limits, random } = options;

  /** The text of the functions the host does not have yet. */
  function unsent(names: readonly string[]): string {
    const missing = kitFunctions(names).filter(({ name }) => !sent.has(name));
    for (const { name } of missing) sent.add(name);
    return missing.map(({ text }) => text).join('\n');
  }

  return {
    clock,
    limits,
    async ask(question, signal) {
      if (signal.aborted) throw new HostFailure({ kind: 'cancelled' });
      const mark = `rr${random.hex(16)}`;
      const first = sent.size === 0 ? [sessionPrologue(options.stateRoot, quote)] : [];
      const commands = [...question.setup, ...question.parts.map(([word = '']) => word)];
      const functions = unsent(['rr_part', ...commands.filter(isKitName)]);
      return conversation.ask(
        {
          bytes: frameBytes(mark, functions, { ...question, setup: [...first, ...question.setup] }),
          mark,
          parts: question.parts.length,
          what: question.what,
          totalMs: question.totalMs,
          silentMs: question.silentMs,
        },
        signal,
      );
    },
  };
}

/** Questions only: writes nothing on the host, whatever is asked. */
async function observe(
  shell: Shell,
  observations: readonly Observation[],
  signal: AbortSignal,
): Promise<readonly Answer[]> {
  if (observations.length === 0) return [];
  return shell.ask(
    {
      setup: [],
      parts: observations.map(({ argv }) => observationPart(argv)),
      after: [],
      what: 'answering',
      totalMs: shell.limits.totalMs,
      silentMs: shell.limits.silentMs,
    },
    signal,
  );
}

export type { Step };
