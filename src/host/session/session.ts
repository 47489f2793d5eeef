import type { Answer, Observation } from '../../model/action.ts';
import type { Identity } from '../../model/playbook/address.ts';
import type { Clock, Link, Random, Session } from '../../model/ports.ts';
import type { Secret } from '../../model/values/secret.ts';
import { clearingOn } from '../records/clear.ts';
import { holdOn } from '../records/hold.ts';
import { recordsOn } from '../records/records.ts';
import { converse } from '../wire/conversation.ts';
import { observationPart } from '../wire/frame.ts';
import { defaultLimits, type SessionLimits } from '../wire/limits.ts';
import { openLine } from '../wire/line.ts';
import { answerPrompt } from '../wire/login.ts';
import { openShell, type Shell } from '../wire/shell.ts';
import { shellCommand } from '../wire/shell-command.ts';

export interface SessionOptions {
  readonly link: Link;
  readonly identity: Identity;
  readonly becomePassword: Secret | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly limits?: Partial<SessionLimits>;
  /**
   * Where this host keeps the records of runs; undefined: /var/lib/rulerun for root, for others
   * ${XDG_STATE_HOME:-~/.local/state}/rulerun, or /var/tmp/rulerun-UID where they have no home to write to.
   */
  readonly stateRoot?: string;
  /** What the inventory calls this host: its lock says so, which tells one machine under two names. */
  readonly host?: string;
}

/**
 * Starts a shell with the rights of `identity` and opens a session with it. Without a password for `become` nothing is
 * waited for: the first question travels with the start, and its answer tells what was wrong with it.
 *
 * Disposing ends the shell; what it has started detached goes on. The link stays open.
 *
 * @throws {HostFailure} become, refused, lost, cancelled, and what `Link.start` throws
 */
export async function openSession(
  options: SessionOptions,
  signal: AbortSignal,
): Promise<Session & AsyncDisposable> {
  const { clock, identity, random, becomePassword, stateRoot, host = '' } = options;
  const { become } = identity;
  const limits: SessionLimits = { ...defaultLimits, ...options.limits };
  const password = become === undefined ? undefined : becomePassword;
  const marks = {
    ready: `rr-${random.hex(8)}`,
    prompt: password === undefined ? undefined : `rr-${random.hex(8)}:`,
  };
  const line = openLine(await options.link.start(shellCommand(identity, marks), signal), clock);
  if (become !== undefined && password !== undefined) {
    await answerPrompt(line, { marks, become, password, clock, limits }, signal);
  }
  const conversation = converse(line, { clock, become, ready: marks.ready });
  const shell = openShell(conversation, { clock, random, limits, stateRoot, host });
  return {
    observe: (observations, stop) => observe(shell, observations, stop),
    ...recordsOn(shell),
    ...holdOn(shell),
    ...clearingOn(shell),
    [Symbol.asyncDispose]: () => line.close(),
  };
}

/** Questions only: nothing is written on the host. */
async function observe(
  shell: Shell,
  observations: readonly Observation[],
  signal: AbortSignal,
): Promise<readonly Answer[]> {
  if (observations.length === 0) return [];
  return shell.ask(
    {
      parts: observations.map(observationPart),
      what: 'answering',
      totalMs: shell.limits.totalMs,
      silentMs: shell.limits.silentMs,
      answerMs: shell.limits.answerMs,
      floodBytes: shell.limits.floodBytes,
    },
    signal,
  );
}
