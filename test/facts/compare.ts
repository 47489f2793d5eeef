import type { JsonValue } from '../../src/model/values/json.ts';

/** A difference between what two tools tell of a host: where, and what each says; `undefined` where one says nothing. */
export interface FactDifference {
  readonly path: string;
  readonly ours: JsonValue | undefined;
  readonly theirs: JsonValue | undefined;
}

/** Facts that change by themselves while two tools look one after the other. */
const MOVING: readonly RegExp[] = [
  /^ansible_(?:loadavg|memfree_mb|memory_mb|swapfree_mb|uptime_seconds)\b/,
  // Between two looks an hour, a day or a year may end.
  /^ansible_date_time\.(?!tz)/,
  /^ansible_mounts\[.*\]\.(?:block|inode|size)_(?:available|used)$/,
];

/** Lists that stand for sets: Ansible gives them in no order. */
const SETS: readonly RegExp[] = [
  /^ansible_(?:interfaces|all_ipv[46]_addresses|virtualization_tech_(?:guest|host))$/,
  /^ansible_\w+\.interfaces$/,
];

/** Lists whose items are known by one of their fields. */
const KEYED: Readonly<Record<string, string>> = { ansible_mounts: 'mount' };

/** Every difference between two sets of facts, in the order of their names. */
export function factDifferences(
  ours: JsonValue | undefined,
  theirs: JsonValue | undefined,
  path = '',
): readonly FactDifference[] {
  if (MOVING.some((shape) => shape.test(path))) {
    return (ours === undefined) === (theirs === undefined) ? [] : [{ path, ours, theirs }];
  }
  const [left, right] = [ours, theirs].map((value) => comparable(value, path));
  if (isMapping(left) && isMapping(right)) {
    const names = [...new Set([...Object.keys(left), ...Object.keys(right)])].toSorted();
    return names.flatMap((name) => factDifferences(left[name], right[name], inner(path, name)));
  }
  return JSON.stringify(left) === JSON.stringify(right) ? [] : [{ path, ours, theirs }];
}

function inner(path: string, name: string): string {
  if (path === '') return name;
  return path in KEYED ? `${path}[${name}]` : `${path}.${name}`;
}

function comparable(value: JsonValue | undefined, path: string): JsonValue | undefined {
  if (!Array.isArray(value)) return value;
  if (SETS.some((shape) => shape.test(path))) return value.map(String).toSorted();
  const key = KEYED[path];
  if (key === undefined) return value;
  return Object.fromEntries(value.map((item) => [String((item as Record<string, JsonValue>)[key]), item]));
}

function isMapping(value: JsonValue | undefined): value is Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
