import type { Clock, PipeEnd } from '../../model/ports.ts';
import { HostFailure } from '../../model/run/failure.ts';
import type { Secret } from '../../model/values/secret.ts';
import { whyNoShell } from '../session/refusal.ts';
import type { SessionLimits } from './limits.ts';
import { type Lateness, type Line, lateness } from './line.ts';
import type { Marks } from './shell-command.ts';

/**
 * Waits until sudo has let us in: answers its prompt once, with a newline, and never a second time.
 *
 * @throws {HostFailure} become, refused, lost, timeout, cancelled
 */
export async function answerPrompt(
  line: Line,
  login: {
    readonly marks: Marks;
    readonly become: string;
    readonly password: Secret;
    readonly clock: Clock;
    readonly limits: SessionLimits;
  },
  signal: AbortSignal,
): Promise<void> {
  const { marks, become, password, clock, limits } = login;
  const words = password.reveal();
  if (/[\n\r\0]/.test(words)) {
    await line.close();
    throw new HostFailure({
      kind: 'become',
      user: become,
      why: 'the password holds a line break, which sudo cannot be given',
      hint: 'give another one with -K, or set ansible_become_password',
    });
  }
  const over = new AbortController();
  const ears = { stdout: '', stderr: '' };
  const heard = new Promise<'ready' | 'wrong-password'>((resolve) => {
    let sent = false;
    line.to((stream, bytes) => {
      ears[stream] = (ears[stream] + Buffer.from(bytes).toString('latin1')).slice(-keptCharacters);
      if (ears.stdout.includes(marks.ready)) resolve('ready');
      if (marks.prompt === undefined || !ears.stderr.includes(marks.prompt)) return;
      ears.stderr = ears.stderr.replace(marks.prompt, '');
      if (sent) return resolve('wrong-password');
      sent = true;
      void line.send(Buffer.from(`${words}\n`, 'utf8'));
    });
  });
  const patience = { totalMs: limits.becomeMs, silentMs: limits.becomeMs };
  const late = lateness(line, clock, patience, AbortSignal.any([signal, over.signal]));
  const result = await Promise.race([heard, line.ended, late]);
  over.abort();
  if (result === 'ready') return;
  await line.close();
  if (result === undefined) throw new HostFailure({ kind: 'cancelled' });
  throw failureOf(result, become, `${ears.stdout}\n${ears.stderr}`);
}

/** Enough for any lecture; sudo's last words are what counts. */
const keptCharacters = 16_384;

function failureOf(result: 'wrong-password' | PipeEnd | Lateness, become: string, said: string): HostFailure {
  if (result === 'wrong-password') {
    return new HostFailure(whyNoShell({ become, said: 'Sorry, try again.', exitCode: undefined }));
  }
  switch (result.kind) {
    case 'lost':
      return new HostFailure({ kind: 'lost', cause: result.cause });
    case 'failed':
      return new HostFailure(result.failure);
    case 'exited':
      return new HostFailure(whyNoShell({ become, said, exitCode: result.exitCode }));
    case 'late':
      return new HostFailure(whyNoShell({ become, said, exitCode: undefined }));
  }
}
