import { ExitCode } from '../../model/run/exit-code.ts';
import type { Outcome } from '../../model/run/outcome.ts';
import { type DemoFile, FAILING, FLAGSHIP, PROOF, REPORT } from './files.ts';

/** One command of the demo: why it is run, and what must come of it. */
export interface Scene {
  readonly why: string;
  /** A playbook to read before it is run. */
  readonly reads?: DemoFile;
  readonly argv: readonly string[];
  readonly exitCode: ExitCode;
  /** How the hosts of the newest recorded run must have ended, in the order of the inventory. */
  readonly outcomes?: readonly Outcome[];
  /** What the exit code says. */
  readonly meaning: string;
}

const HOSTS = ['-i', 'inventory'] as const;

export const SCENES: readonly Scene[] = [
  {
    why: 'The job: keep iptables.service from ever starting again on nodes where Docker and OpenShift own the firewall. First look at what would change. A plan changes nothing.',
    argv: ['plan', FLAGSHIP, ...HOSTS],
    exitCode: ExitCode.pending,
    meaning: 'there is something to change',
  },
  {
    why: 'Now change it: all nodes are checked, then one is changed, then the others. --yes answers the question that is asked before.',
    argv: ['apply', FLAGSHIP, ...HOSTS, '--yes'],
    exitCode: ExitCode.ok,
    outcomes: ['changed', 'changed', 'changed'],
    meaning: 'done, nothing wrong',
  },
  {
    why: 'Do it again: what is as wanted is left alone.',
    argv: ['apply', FLAGSHIP, ...HOSTS, '--yes'],
    exitCode: ExitCode.ok,
    outcomes: ['unchanged', 'unchanged', 'unchanged'],
    meaning: 'nothing was left to change',
  },
  {
    why: 'Things go wrong, too. The next playbook fails on node2, after node1 has been changed:',
    reads: FAILING,
    argv: ['apply', FAILING.name, ...HOSTS, '--yes'],
    exitCode: ExitCode.rolledBack,
    outcomes: ['rolled-back', 'rolled-back', 'not-started'],
    meaning: 'it failed, and everything it had changed was put back',
  },
  {
    why: 'Do not take its word for it: look on every node whether both files are as they were before.',
    reads: PROOF,
    argv: ['plan', PROOF.name, ...HOSTS, '-v'],
    exitCode: ExitCode.ok,
    meaning: 'every check holds on every node',
  },
  {
    why: 'Every run is on record. This makes a page of the one that failed, for whoever asks what happened.',
    argv: ['report', 'last', '--html', REPORT],
    exitCode: ExitCode.ok,
    meaning: 'the page is written',
  },
];
