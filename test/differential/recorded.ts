import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { JsonValue } from '../../src/model/values/json.ts';
import type { Case } from './case.ts';
import { filesFor } from './playbook.ts';
import type { Told } from './records.ts';

/** What Ansible said of a case once. */
interface Recording extends Told {
  /** Of all that Ansible was given: an answer to another question is none. */
  readonly question: string;
}

export function readRecorded(each: Case): Told | undefined {
  const path = pathOf(each);
  if (!existsSync(path)) return undefined;
  const { question, ...told } = JSON.parse(readFileSync(path, 'utf8')) as Recording;
  return question === questionOf(each) ? told : undefined;
}

export function keepRecorded(each: Case, told: Told): void {
  mkdirSync(new URL('recorded/', import.meta.url), { recursive: true });
  const { tasks, recaps, failed, tree } = told;
  const lines = tasks
    .map((task) => `  ${JSON.stringify(withoutNoise(task as unknown as JsonValue))}`)
    .join(',\n');
  const rest = { recaps, failed, tree, question: questionOf(each) };
  writeFileSync(pathOf(each), `{"tasks": [\n${lines}\n], ${JSON.stringify(rest).slice(1)}\n`);
}

function pathOf({ name }: Case): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return fileURLToPath(new URL(`recorded/${words.slice(0, 80)}.json`, import.meta.url));
}

function questionOf(each: Case): string {
  const { prepare, options } = each;
  const asked = JSON.stringify([[...filesFor(each, 'ansible')], prepare ?? '', options ?? {}]);
  return createHash('sha256').update(asked).digest('hex').slice(0, 16);
}

/** What nobody compares. */
const NOISE: ReadonlySet<string> = new Set([
  'invocation',
  'diff',
  'warnings',
  'deprecations',
  'exception',
  // They tell of the machine that recorded.
  'ansible_facts',
]);

function withoutNoise(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withoutNoise);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !NOISE.has(key))
      .map(([key, item]) => [key, withoutNoise(item)]),
  );
}
