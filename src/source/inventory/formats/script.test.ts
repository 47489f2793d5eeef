import { expect, test } from 'vitest';
import type { Files } from '../../../model/ports.ts';
import { read, type World } from '../reading.test-kit.ts';

const script = { hosts: '#!/bin/sh' };

test.for<readonly [stdout: string, problem: string]>([
  ['', 'the answer of `hosts --list` is not JSON: '],
  ['[]', 'the answer of `hosts --list` is not a mapping'],
  [
    '{"web": 5, "_meta": {}}',
    'the group `web` must be a list of hosts, or a mapping with `hosts`, `vars`, `children`',
  ],
  ['{"web": [5], "_meta": {}}', 'the hosts of the group `web` must be a list of names'],
  ['{"web": {"hosts": "w1"}, "_meta": {}}', 'the hosts of the group `web` must be a list of names'],
  ['{"web": {"children": {"a": 1}}, "_meta": {}}', 'the children of the group `web` must be a list of names'],
  ['{"web": {"vars": ["a"]}, "_meta": {}}', 'the variables of the group `web` must be a mapping'],
  [
    '{"web": {"vars": {"n": 12345678901234567890}}, "_meta": {}}',
    'the answer of `hosts --list` holds the number 12345678901234567000, which cannot be kept exactly; the script must print it as a string',
  ],
  ['{"_meta": {"hostvars": []}}', '`_meta.hostvars` must be a mapping from host to variables'],
  ['{"web": ["w1"], "_meta": {"hostvars": {"w1": 5}}}', 'the variables of the host `w1` must be a mapping'],
  [
    `{"web": ${'['.repeat(70)}${']'.repeat(70)}}`,
    'the answer of `hosts --list` is nested deeper than 64 levels',
  ],
])('a script that prints %s', async ([stdout, problem]) => {
  const world: World = {
    executable: ['hosts'],
    runScript: async () => ({ exitCode: 0, stdout, stderr: '' }),
  };
  const { problems } = await read(script, { world });
  expect(problems).toHaveLength(1);
  expect(problems[0]?.startsWith(`hosts:1:1 script-`)).toBe(true);
  expect(problems[0]).toContain(problem);
});

test.for<readonly [runScript: Files['runScript'], problem: string]>([
  [
    async () => ({ exitCode: 3, stdout: '', stderr: 'Traceback\nno route\n' }),
    '`hosts --list` failed with exit code 3: no route',
  ],
  [async () => ({ exitCode: 3, stdout: '', stderr: '' }), '`hosts --list` failed with exit code 3'],
  [() => Promise.reject(new Error('it took over 30 s')), '`hosts --list`: it took over 30 s'],
  [() => Promise.reject('odd'), '`hosts --list`: odd'],
])('a script that fails is one mistake', async ([runScript, problem]) => {
  const { problems } = await read(script, { world: { executable: ['hosts'], runScript } });
  expect(problems).toEqual([
    `hosts:1:1 script-failed: ${problem} (run \`hosts --list\` by hand: it must print JSON)`,
  ]);
});

test('a script that fails for one host is not asked for hundreds', async () => {
  const asked: string[] = [];
  const runScript: Files['runScript'] = async (path, [command = '', host = '']) => {
    asked.push(`${path} ${command} ${host}`);
    const names = Array.from({ length: 100 }, (_, index) => `w${index}`);
    return command === '--list'
      ? { exitCode: 0, stdout: JSON.stringify({ web: names }), stderr: '' }
      : { exitCode: host === 'w3' ? 1 : 0, stdout: '{"a": 1}', stderr: 'lost' };
  };
  const { problems } = await read(script, { world: { executable: ['hosts'], runScript } });
  expect(problems).toEqual([
    'hosts:1:1 script-failed: `hosts --host w3` failed with exit code 1: lost (run `hosts --list` by hand: it must print JSON)',
  ]);
  expect(asked).toHaveLength(9);
  expect(asked[0]).toBe('./hosts --list ');
});

test('a program without a first line for the shell is run, a text with the bit set is read', async () => {
  const runScript: Files['runScript'] = async () => ({
    exitCode: 0,
    stdout: '{"web": {"hosts": ["w1"]}, "_meta": {"hostvars": {}}}',
    stderr: '',
  });
  const contents = { 'inv/a': new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0]), 'inv/b': 'w2' };
  const { inventory } = await read(contents, {
    sources: ['inv'],
    world: { executable: ['inv/a', 'inv/b'], runScript },
  });
  expect([...(inventory?.hosts.keys() ?? [])]).toEqual(['w1', 'w2']);
});

test('names from a script or a user are only names', async () => {
  const stdout =
    '{"web": {"hosts": ["constructor"], "vars": {"__proto__": {"polluted": 1}}}, "_meta": {"hostvars": {"constructor": {"toString": 2}}}}';
  const runScript: Files['runScript'] = async () => ({ exitCode: 0, stdout, stderr: '' });
  const { inventory } = await read(script, { world: { executable: ['hosts'], runScript } });
  const variables = inventory?.hosts.get('constructor')?.variables;
  expect(variables?.get('toString')?.value).toBe(2);
  expect(variables?.get('__proto__')?.value).toEqual({ polluted: 1 });
  expect('polluted' in {}).toBe(false);
});
