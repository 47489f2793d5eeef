import { ExitCode } from '../model/run/exit-code.ts';
import type { Fate, HostSummary, Summary } from '../report/fold/summary.ts';
import { named } from '../text/words.ts';

/** What a run that ended like this leaves to do, in a line or two with the command; none when nothing is left. */
export function nextStep(summary: Summary): readonly string[] {
  const { command, exitCode, run, hosts, fate } = summary;
  if (fate !== undefined && fate.backBy.length > 0) return becameOf(run, fate);
  if (command === 'rollback') return exitCode === ExitCode.ok ? [] : [lookAt(hosts)];
  const back = hosts.some(({ owed }) => owed > 0)
    ? [`To bring back what was changed: rulerun rollback ${run}`]
    : [];
  switch (exitCode) {
    case ExitCode.ok:
      return back;
    case ExitCode.pending:
      if (command === 'drift' && hosts.every(({ pending }) => pending === 0))
        return [
          'Nothing was changed, and an apply would change nothing: a person must look at what does not hold.',
        ];
      if (command === 'drift')
        return ['Nothing was changed. To put it right: rulerun apply, with the same arguments'];
      return ['Nothing was changed. To make these changes: rulerun apply, with the same arguments'];
    case ExitCode.blocked:
      return ['Every host is as it was. Put right what is named above, and run it again.'];
    case ExitCode.failed:
    case ExitCode.rolledBack:
    case ExitCode.unwritten:
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

/** What later runs brought back, and what of it still is. */
export function becameOf(run: string, { backBy, left }: Fate): readonly string[] {
  const by = backBy.map((back) =>
    backBy.length === 1 && left.length === 0 ? back.run : `${back.run} (${named(back.hosts)})`,
  );
  return [
    `Rolled back by run ${by.join(', ')}`,
    ...(left.length === 0 ? [] : [`Not yet on ${named(left)}: rulerun rollback ${run}`]),
  ];
}

/** Left in the middle, or told no at the question. */
function interrupted({ run, hosts }: Summary): readonly string[] {
  if (hosts.every(({ outcome }) => outcome === 'not-started' || outcome === 'unchanged'))
    return ['Nothing was changed.'];
  return hosts.some((host) => isUnclear(host) || host.owed > 0)
    ? [`To bring back what was changed: rulerun rollback ${run}`]
    : [];
}

function lookAt(hosts: readonly HostSummary[]): string {
  const names = hosts.filter(isUnclear).map(({ host }) => host);
  return `A person must look at ${names.length === 0 ? 'the hosts named above' : named(names)}.`;
}

function isUnclear({ outcome }: HostSummary): boolean {
  return outcome === 'rollback-failed' || outcome === 'unknown' || outcome === undefined;
}
