import type { JsonObject, JsonValue } from '../../src/model/values/json.ts';

/** What a tool made of one task on one host. */
export interface TaskRecord {
  readonly host: string;
  readonly title: string;
  readonly kind: 'ok' | 'changed' | 'skipped' | 'failed';
  readonly ignored: boolean;
  readonly result: JsonObject;
}

/** What a tool said of a whole run. */
export interface Told {
  readonly tasks: readonly TaskRecord[];
  /** The run did not end well. */
  readonly failed: boolean;
  /** All that it printed, for the reader of a failing test. */
  readonly output: string;
}

interface Event {
  readonly type: string;
  readonly host?: string;
  readonly title?: string;
  readonly ignored?: boolean;
  readonly result?: JsonObject;
}

/** Ansible's results, as the plugin in `callback/` writes them. */
export function ansibleRecords(text: string): readonly TaskRecord[] {
  return linesOf(text).map((line) => JSON.parse(line) as TaskRecord);
}

/** What rulerun's events say of the tasks that an apply met: the preview comes before the first batch. */
export function rulerunRecords(text: string): readonly TaskRecord[] {
  const events = linesOf(text).map((line) => JSON.parse(line) as Event);
  const begin = events.findIndex(({ type }) => type === 'batch.started');
  return events.slice(begin < 0 ? events.length : begin).flatMap((event) => {
    const kind = KINDS[event.type];
    const { host = '', title = '', ignored = false, result = {} } = event;
    if (kind === undefined) return [];
    const changed: JsonValue | undefined = result['changed'];
    return [{ host, title, kind: kind === 'ok' && changed === true ? 'changed' : kind, ignored, result }];
  });
}

const KINDS: Readonly<Record<string, TaskRecord['kind']>> = {
  'task.satisfied': 'ok',
  'task.changed': 'changed',
  'task.skipped': 'skipped',
  'task.failed': 'failed',
};

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.startsWith('{'));
}
