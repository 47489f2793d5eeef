import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where runs are kept: what was named, else what the environment says, else the place the system has for such things. */
export function stateDirOf(
  named: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  isRoot: boolean = process.getuid?.() === 0,
): string {
  if (named !== undefined) return named;
  if (environment['RULERUN_STATE_DIR']) return environment['RULERUN_STATE_DIR'];
  if (isRoot) return '/var/lib/rulerun';
  if (environment['XDG_STATE_HOME']) return join(environment['XDG_STATE_HOME'], 'rulerun');
  return join(homedir(), '.local', 'state', 'rulerun');
}
