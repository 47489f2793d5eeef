import { ExitCode } from '../model/exit-code.ts';
import type { HostSummary, Summary } from '../report/summary.ts';
import { named } from './words.ts';

/** What a run that ended like this leaves to do, in a line or two with the command; none when nothing is left. */
export function nextStep(summary: Summary): readonly string[] {
  const { command, exitCode, run, hosts } = summary;
  if (command === 'rollback') return exitCode === ExitCode.ok ? [] : [lookAt(hosts)];
  const changed = hosts.some(({ outcome }) => outcome === 'changed' || outcome === 'failed');
  const back = changed ? [`To bring back what was changed: rulerun rollback ${run}`] : [];
  switch (exitCode) {
    case ExitCode.ok:
      return back;
    case ExitCode.pending:
      if (command === 'drift')
        return ['Nothing was changed. To put it right: rulerun apply, with the same arguments'];
      return ['Nothing was changed. To make these changes: rulerun apply, with the same arguments'];
    case ExitCode.blocked:
      return ['No host was changed. Put right what is named above, and run it again.'];
    case ExitCode.failed:
    case ExitCode.rolledBack:
      return back;
    case ExitCode.interrupted:
      return interrupted(summary);
    case ExitCode.rollbackFailed:
    case ExitCode.unknown:
      return [lookAt(hosts), ...back];
    default:
      return [];
  }
}

/** Left in the middle, or told no at the question. */
function interrupted({ run, hosts }: Summary): readonly string[] {
  if (hosts.every(({ outcome }) => outcome === 'not-started' || outcome === 'unchanged'))
    return ['Nothing was changed.'];
  const isUnclear = hosts.some(
    ({ outcome }) => outcome === 'unknown' || outcome === 'rollback-failed' || outcome === undefined,
  );
  const isLeft = isUnclear || hosts.some(({ outcome }) => outcome === 'changed' || outcome === 'failed');
  return isLeft ? [`To bring back what was changed: rulerun rollback ${run}`] : [];
}

function lookAt(hosts: readonly HostSummary[]): string {
  const names = hosts
    .filter(({ outcome }) => outcome === 'rollback-failed' || outcome === 'unknown' || outcome === undefined)
    .map(({ host }) => host);
  return `A person must look at ${names.length === 0 ? 'the hosts named above' : named(names)}.`;
}
