import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { isThere } from '../../disk/is-there.ts';
import { RulerunError } from '../../model/error.ts';
import type { Manager } from './schedule.ts';

type Environment = Readonly<Record<string, string | undefined>>;

interface ProgramEnd {
  readonly ok: boolean;
  /** Of one that failed, also what it wrote to standard error. */
  readonly output: string;
}

/** Where a manager looks for the units of its administrator or user. */
export function unitFolder(manager: Manager, environment: Environment, home: string): string {
  if (manager === 'system') return '/etc/systemd/system';
  return join(environment['XDG_CONFIG_HOME'] || join(home, '.config'), 'systemd/user');
}

/** True when that manager is there to be told of units. */
export async function isRunning(manager: Manager, environment: Environment): Promise<boolean> {
  if (manager === 'system') return isThere('/run/systemd/system');
  const runtime = environment['XDG_RUNTIME_DIR'];
  return runtime !== undefined && isThere(join(runtime, 'systemd/private'));
}

/** Tells systemd what to do. @throws {RulerunError} `SYSTEMD` with what it answered. */
export async function systemctl(
  manager: Manager,
  words: readonly string[],
  environment: Environment,
): Promise<void> {
  const args = [...(manager === 'user' ? ['--user'] : []), '--no-ask-password', ...words];
  const done = await execute('systemctl', args, environment);
  if (done?.ok) return;
  const why = done === undefined ? 'there is no such program' : done.output.trim();
  throw new RulerunError('SYSTEMD', `systemctl ${args.join(' ')} failed: ${why}`, {
    hint: 'look at the units with --print, or use --crontab where there is no systemd',
  });
}

/** What systemd-analyze has against a calendar expression; undefined: nothing, or it is not there to be asked. */
export async function objectionToCalendar(
  expression: string,
  environment: Environment,
): Promise<string | undefined> {
  const done = await execute('systemd-analyze', ['calendar', '--', expression], environment);
  if (done === undefined || done.ok) return undefined;
  // Before systemd 236 it had no such command, which says nothing of the expression.
  return /^Unknown (?:operation|command)/.test(done.output) ? undefined : done.output.trim();
}

/** Undefined when there is no such program. */
function execute(
  program: string,
  args: readonly string[],
  environment: Environment,
): Promise<ProgramEnd | undefined> {
  return new Promise((resolve) => {
    const options = { env: { ...environment, LC_ALL: 'C' }, timeout: 60_000 };
    execFile(program, [...args], options, (error, stdout, stderr) => {
      if (error !== null && error.code === ('ENOENT' as unknown)) resolve(undefined);
      else if (error === null) resolve({ ok: true, output: stdout });
      else resolve({ ok: false, output: `${stdout}${stderr}` || error.message });
    });
  });
}
