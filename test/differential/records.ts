import { itemKey, taskKey } from '../../src/model/playbook/plan.ts';
import type { OnTask, RunEvent } from '../../src/model/run/event.ts';
import type { JsonObject, JsonValue } from '../../src/model/values/json.ts';
import type { AnsibleTold, CommandTold } from './driver/job.ts';
import type { Tree } from './driver/tree.ts';

/** What a tool made of one task, or of one item of its loop, on one host. */
export interface TaskRecord {
  readonly host: string;
  readonly title: string;
  /** As it is shown. */
  readonly item?: string;
  readonly kind: 'ok' | 'changed' | 'skipped' | 'failed' | 'unreachable';
  readonly ignored: boolean;
  readonly result: JsonObject;
}

/** How many tasks of a host failed and were answered by `rescue`, or let pass. */
export interface Recap {
  readonly rescued: number;
  readonly ignored: number;
}

/** What a tool said of a whole run, and left. */
export interface Told {
  readonly tasks: readonly TaskRecord[];
  readonly recaps: Readonly<Record<string, Recap>>;
  /** The run did not end well. */
  readonly failed: boolean;
  readonly tree: Tree;
}

type Line =
  | ({ readonly recap: string } & Recap)
  | (Omit<TaskRecord, 'item'> & { readonly recap?: undefined; readonly item?: JsonValue });

/** What Ansible's plugin in `callback/` wrote. Of `meta` it tells only that it is skipped, and rulerun nothing. */
export function ansibleRecords({ records, exitCode, tree }: AnsibleTold): Told {
  const lines = records
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);
  return {
    tasks: lines.flatMap((line) => (line.recap !== undefined || line.title === 'meta' ? [] : [taskOf(line)])),
    recaps: Object.fromEntries(
      lines.flatMap((line) =>
        line.recap === undefined ? [] : [[line.recap, { rescued: line.rescued, ignored: line.ignored }]],
      ),
    ),
    failed: exitCode !== 0,
    tree,
  };
}

function taskOf({ item, host, title, kind, ignored, result }: Line & { recap?: undefined }): TaskRecord {
  const shown = item === undefined ? {} : { item: typeof item === 'string' ? item : JSON.stringify(item) };
  return { host, title, ...shown, kind, ignored, result };
}

/** What rulerun's events say of the tasks that an apply met: the preview comes before the first batch. */
export function rulerunRecords({ events, exitCode }: CommandTold, tree: Tree): Told {
  const begin = events.findIndex(({ type }) => type === 'batch.started');
  const met = events.slice(begin < 0 ? events.length : begin);
  const hosts = events.find((event) => event.type === 'run.started')?.hosts ?? [];
  return {
    tasks: met.flatMap(recordOf),
    recaps: Object.fromEntries(hosts.map((host) => [host, recapOf(met, host)])),
    failed: exitCode !== 0,
    tree,
  };
}

function recordOf(event: RunEvent): readonly TaskRecord[] {
  switch (event.type) {
    case 'task.skipped':
      return [{ ...onTask(event), kind: 'skipped', ignored: false, result: {} }];
    case 'task.satisfied':
      return [
        {
          ...onTask(event),
          kind: event.result['changed'] === true ? 'changed' : 'ok',
          ignored: false,
          result: event.result,
        },
      ];
    case 'task.changed':
      return [{ ...onTask(event), kind: 'changed', ignored: false, result: event.result }];
    case 'task.failed':
      // An attempt that is made again does not count yet.
      if (event.retriesLeft !== undefined) return [];
      return [{ ...onTask(event), ...failedOf(event), result: event.result }];
    default:
      return [];
  }
}

/** That a host is away is told as such, and whether it is ignored only by the recap. */
function failedOf({ failure, ignored }: RunEvent & { type: 'task.failed' }) {
  const isAway = ['unreachable', 'lost', 'unauthenticated'].includes(failure.kind);
  return isAway ? ({ kind: 'unreachable', ignored: false } as const) : ({ kind: 'failed', ignored } as const);
}

/** Items of one name are told apart by a number. */
function onTask({ host, title, task }: OnTask) {
  return { host, title, ...(task.item === undefined ? {} : { item: task.item.replace(/ #\d+$/, '') }) };
}

function recapOf(events: readonly RunEvent[], host: string): Recap {
  const failed = events
    .filter((event) => event.type === 'task.failed')
    .filter((event) => event.retriesLeft === undefined)
    .filter((event) => event.host === host);
  const tasks = (wanted: (event: (typeof failed)[number]) => boolean): number =>
    new Set(failed.filter(wanted).map(({ task }) => taskKey(task))).size;
  return { rescued: tasks(({ rescued }) => rescued === true), ignored: tasks(({ ignored }) => ignored) };
}

/** A task or an item of it on a host, as a key. */
export function placeOf({ host, task }: Pick<OnTask, 'host' | 'task'>): string {
  return `${host} ${itemKey(task)}`;
}
