import type { Answer } from '../../model/action.ts';
import { keyValues, outputOf, troubleIn, wordsOf } from '../answer.ts';
import type { Probe } from '../probe.ts';
import { SEE_STATUS } from '../unit/unit.ts';

/** A daemon that writes rules, and the service that systemd runs it in. */
export interface Process {
  readonly pid: string;
  /** Undefined: somebody started it by hand, or a container that systemd has no service for. */
  readonly unit: string | undefined;
  readonly command: string;
}

export interface UnitState {
  readonly name: string;
  readonly installed: boolean;
  readonly running: boolean;
  readonly enabled: boolean;
}

/** The answer of `rr_keepers`. */
export interface Running {
  readonly docker: readonly Process[];
  readonly node: readonly Process[];
  readonly units: ReadonlyMap<string, UnitState>;
}

/** @param units with their suffixes */
export function keepers(units: readonly string[]): Probe<Running> {
  return { argv: ['rr_keepers', ...units], read: readRunning, hint: SEE_STATUS };
}

/** What runs, or in one sentence why that is not known. */
export function readRunning(answer: Answer): Running | string {
  const trouble = troubleIn(answer, /^(?:process \d+ .*\n)*\n(?:.*=.*\n)*LoadState=\w/);
  if (trouble !== undefined) return `what runs on the host is not known: ${trouble}`;
  const [head = '', ...paragraphs] = outputOf(answer).split(/^\n/m);
  const processes = head.split('\n').flatMap(readProcess);
  const units = paragraphs
    .map((text) => keyValues(text.split('\n')))
    // An alias is told by the name of what it stands for.
    .flatMap((values) =>
      wordsOf(`${values.get('Id') ?? ''} ${values.get('Names') ?? ''}`).map((name): [string, UnitState] => [
        name,
        stateOf(values),
      ]),
    );
  return {
    docker: processes.filter(({ command }) => DOCKER.test(command)),
    node: processes.filter(({ command }) => NODE.test(command)),
    units: new Map(units),
  };
}

/** The daemon under all its names; `docker daemon` and `docker -d` before 1.12. The client is none. */
const DOCKER =
  /^(?:\S*\/)?(?:dockerd(?:-current|-latest)?(?:\s|$)|docker(?:-current|-latest)?\s+(?:daemon|-d|--daemon)\b)/;
/** `openshift start node` up to 3.9, `hyperkube kubelet` since. */
const NODE = /^(?:\S*\/)?(?:openshift\s+start\s+(?:node|network)\b|hyperkube\s+kubelet\b)/;

function readProcess(line: string): readonly Process[] {
  const [, pid, group, command] = /^process (\d+) (\S+) (.*)$/.exec(line) ?? [];
  if (pid === undefined || group === undefined || command === undefined) return [];
  return [{ pid, unit: unitIn(group), command: command.trim() }];
}

/** Services in whose cgroup a login or a job runs what a person has started. */
const OF_PEOPLE = /^(?:sshd?|crond?|atd?|user|getty|serial-getty|console-getty)(?:@.*)?\.service$/;

/** The last service on the way: what systemd restarts when the process is to be started anew. */
function unitIn(group: string): string | undefined {
  const unit = group.split('/').findLast((part) => part.endsWith('.service'));
  return unit === undefined || OF_PEOPLE.test(unit) ? undefined : unit;
}

function stateOf(values: ReadonlyMap<string, string>): UnitState {
  return {
    name: values.get('Id') ?? '',
    installed: values.get('LoadState') === 'loaded',
    running: ['active', 'reloading', 'activating'].includes(values.get('ActiveState') ?? ''),
    enabled: /^enabled/.test(values.get('UnitFileState') ?? ''),
  };
}
