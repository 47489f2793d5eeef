import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { jsonText } from '../../model/values/float-text.ts';
import { jsonObject } from '../../model/values/json.ts';
import { formatPosition } from '../../model/values/position.ts';
import { filesOf } from '../../source/inventory/reading.test-kit.ts';
import { type ExtraVars, readExtraVars } from './extra-vars.ts';

/** What ansible-core takes from -e; extra-vars-fixtures.py asked it. */
interface Recorded {
  readonly files: Readonly<Record<string, string>>;
  readonly answers: readonly {
    readonly sources: readonly string[];
    readonly error?: true;
    readonly variables?: Readonly<Record<string, unknown>>;
  }[];
}

const recorded = JSON.parse(
  readFileSync(new URL('extra-vars.fixtures.json', import.meta.url), 'utf8'),
) as Recorded;

const read = (sources: readonly string[]): Promise<ExtraVars> =>
  readExtraVars(sources, filesOf(recorded.files));

test.for(recorded.answers)('-e $sources', async ({ sources, error, variables }) => {
  if (error) await expect(read(sources)).rejects.toMatchObject({ code: 'EXTRA_VARS' });
  else expect(plain(await read(sources))).toEqual(variables);
});

/** Through text, so that a mapping without a prototype equals one with. */
function plain({ variables }: ExtraVars): unknown {
  return JSON.parse(jsonText(jsonObject([...variables].map(([name, { value }]) => [name, value] as const))));
}

test('a whole number with a point keeps it', async () => {
  const { variables } = await read(['{"a": 2.0}']);
  expect(jsonText(variables.get('a')?.value ?? null)).toBe('2.0');
});

test('each variable knows where it was given', async () => {
  const { variables } = await read(['a=1', '@vars.json']);
  const places = [...variables].map(
    ([name, { at }]) => `${name} ${at === undefined ? '' : formatPosition(at)}`,
  );
  expect(places).toEqual(['a vars.json:1:7', 'b vars.json:1:17', 'c vars.json:1:27']);
  expect((await read(['z=1'])).variables.get('z')?.at?.file).toBe('--extra-vars');
});

test('a value that Ansible reads in another way is told', async () => {
  const { variables, warnings } = await read(['{mode: 0644}']);
  expect(variables.get('mode')?.value).toBe('0644');
  expect(warnings.map(({ code, message }) => [code, message])).toEqual([
    ['ambiguous-value', '`0644` is text here and the number 420 in Ansible'],
  ]);
});

test.for([
  ['./vars.yml', 'looks like a file', 'write -e @./vars.yml'],
  ['@vars.yaml', 'there is no file vars.yaml', 'write -e name=value'],
  ['word', '`word` is not of the form key=value', 'write -e name=value'],
  ['a="x', '`"` is never closed, from character 3 on', 'write -e name=value'],
  ['@list.yml', 'list.yml does not hold a mapping', 'write -e name=value'],
] as const)('-e %s is refused: %s', async ([source, message, hint]) => {
  await expect(read([source])).rejects.toMatchObject({
    message: expect.stringContaining(message),
    hint: expect.stringContaining(hint),
  });
});
