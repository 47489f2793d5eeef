import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../src/model/values/json.ts';
import type { Tree } from './driver/tree.ts';
import type { Recap, TaskRecord, Told } from './records.ts';

/** What differs between the two tools, a line each: `what: Ansible's | rulerun's`. Empty: they mean the same. */
export function differences(ansible: Told, rulerun: Told): readonly string[] {
  const hosts = [...new Set([...ansible.tasks, ...rulerun.tasks].map(({ host }) => host))].sort();
  return [
    ...hosts.flatMap((host) => {
      const where = hosts.length > 1 ? `${host}: ` : '';
      const [theirs = [], ours = []] = [ansible, rulerun].map(({ tasks }) =>
        tasks.filter((task) => task.host === host),
      );
      return [
        ...taskDifferences(theirs, ours, where),
        ...recapDifferences(ansible.recaps[host], rulerun.recaps[host], where),
      ];
    }),
    ...differing('the run', ansible.failed ? 'failed' : 'good', rulerun.failed ? 'failed' : 'good'),
    ...treeDifferences(ansible.tree, rulerun.tree),
  ];
}

export function treeDifferences(ansible: Tree, rulerun: Tree): readonly string[] {
  const paths = [...new Set([...Object.keys(ansible), ...Object.keys(rulerun)])].sort();
  return paths.flatMap((path) =>
    differing(`on disk ${path}`, ansible[path] ?? 'absent', rulerun[path] ?? 'absent'),
  );
}

const NOTHING: Recap = { rescued: 0, ignored: 0 };

function recapDifferences(theirs = NOTHING, ours = NOTHING, where: string): readonly string[] {
  return [
    ...differing(`${where}rescued`, `${theirs.rescued}`, `${ours.rescued}`),
    ...differing(`${where}ignored`, `${theirs.ignored}`, `${ours.ignored}`),
  ];
}

function taskDifferences(
  theirs: readonly TaskRecord[],
  ours: readonly TaskRecord[],
  where: string,
): readonly string[] {
  const count = Math.max(theirs.length, ours.length);
  return Array.from({ length: count }, (_, index) => index).flatMap((index) => {
    const [their, our] = [theirs[index], ours[index]];
    const name = `${where}${nameOf(their ?? our)}`;
    if (their === undefined || our === undefined) return differing(name, wordFor(their), wordFor(our));
    const found = [
      ...differing(name, nameOf(their), nameOf(our)),
      ...differing(name, wordFor(their), wordFor(our)),
    ];
    return found.length > 0 ? found : resultDifferences(name, their, our);
  });
}

function nameOf(task: TaskRecord | undefined): string {
  return task?.item === undefined ? (task?.title ?? '') : `${task.title} [${task.item}]`;
}

function wordFor(task: TaskRecord | undefined): string {
  if (task === undefined) return 'not run';
  return task.ignored ? `${task.kind}, ignored` : task.kind;
}

function resultDifferences(name: string, their: TaskRecord, our: TaskRecord): readonly string[] {
  // rulerun's record of a skipped task holds no result; what is registered is shown by `debug`.
  if (their.kind === 'skipped') return [];
  const isFailed = their.kind === 'failed' || their.kind === 'unreachable';
  return valueDifferences(name, shown(their.result), shown(our.result), isFailed);
}

/** What is Ansible's way to work, not a value that a playbook is after. */
const INTERNAL: ReadonlySet<string> = new Set([
  'invocation',
  'diff',
  'warnings',
  'deprecations',
  'exception',
  'ansible_facts',
  'include',
  'include_args',
  'module_stdout',
  'module_stderr',
]);

/** The record says by its kind whether a task changed something or failed; the registered value is shown by `debug`. */
const KIND: ReadonlySet<string> = new Set(['changed', 'failed']);

/** What the record of an item says of its loop: only what is registered holds it in rulerun. */
const LOOP: ReadonlySet<string> = new Set(['ansible_loop_var', 'ansible_index_var', 'ansible_loop']);

/** Where Ansible keeps what it sends, before it is moved in place: gone by the time that anybody could use it. */
const TEMPORARY = /\/\.ansible\/tmp\//;

function shown(result: JsonObject): JsonObject {
  const ofLoop = ['ansible_loop_var', 'ansible_index_var'].map((key) => result[key]);
  return Object.fromEntries(
    Object.entries(result).filter(([key]) => !KIND.has(key) && !LOOP.has(key) && !ofLoop.includes(key)),
  );
}

/** Values that no two runs have in common: their types must agree. */
const MOVING: ReadonlySet<string> = new Set([
  'start',
  'end',
  'delta',
  'elapsed',
  'atime',
  'mtime',
  'ctime',
  'dev',
  'inode',
  'version',
  'ansible_job_id',
  'results_file',
]);

function valueDifferences(
  name: string,
  theirs: JsonValue | undefined,
  ours: JsonValue | undefined,
  failed: boolean,
): readonly string[] {
  const [a, b] = [opened(theirs), opened(ours)];
  if (isJsonList(a) && isJsonList(b) && a.length === b.length)
    return a.flatMap((item, index) => valueDifferences(`${name}[${index}]`, item, b[index], failed));
  if (!isJsonObject(a) || !isJsonObject(b)) return differing(name, said(a), said(b));
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return (
    keys
      .filter((key) => !INTERNAL.has(key) && !(key === 'src' && TEMPORARY.test(String(a[key]))))
      // `include_vars` has a word of its own for it: rulerun gives both.
      .filter((key) => !(failed && key === 'msg' && a['message'] !== undefined))
      .flatMap((key) => {
        // Each tool says in its own words why something failed.
        const failure =
          (failed || a['failed'] === true || a['failed_when_result'] !== undefined) &&
          (key === 'msg' || key === 'message') &&
          a['cmd'] === undefined;
        const own = MOVING.has(key) || failure || /_when_result$/.test(key);
        const [x, y] = own ? [typeName(a[key]), typeName(b[key])] : [a[key], b[key]];
        return valueDifferences(`${name}.${key}`, x, y, failed);
      })
  );
}

/** `debug` shows a result as JSON text; Ansible makes a mapping of it again, rulerun keeps the text. */
function opened(value: JsonValue | undefined): JsonValue | undefined {
  if (typeof value !== 'string' || !/^[{[]/.test(value)) return value;
  try {
    return JSON.parse(value) as JsonValue;
  } catch {
    return value;
  }
}

function typeName(value: JsonValue | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (isJsonList(value)) return 'a list';
  if (typeof value !== 'number') return `a ${typeof value}`;
  return 'a number';
}

/** What Python calls text that it has read from a file; rulerun calls all text by one name. */
const AS_READ = 'ansible.parsing.yaml.objects.AnsibleUnicode';

function said(value: JsonValue | undefined): string {
  return value === undefined ? 'undefined' : JSON.stringify(sorted(value)).replaceAll(AS_READ, 'str');
}

function sorted(value: JsonValue): JsonValue {
  if (isJsonList(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}

function differing(what: string, theirs: string, ours: string): readonly string[] {
  return theirs === ours ? [] : [`${what}: ${theirs} | ${ours}`];
}
