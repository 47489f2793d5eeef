import { expect, test } from 'vitest';
import { planned } from './planned.ts';

const INVENTORY = 'all: {hosts: {b: , c: , a: , e: , d: }, vars: {ansible_host: 10.0.0.1}}';

test.for([
  ['inventory', 'bcaed'],
  ['reverse_inventory', 'deacb'],
  ['sorted', 'abcde'],
  ['reverse_sorted', 'edcba'],
] as const)('order: %s takes the hosts in the order %s', async ([order, names]) => {
  const { value, diagnostics } = await planned(
    `- hosts: all\n  order: ${order}\n  tasks: [{debug: {msg: x}}]\n`,
    {},
    INVENTORY,
  );
  expect(diagnostics).toEqual([]);
  expect(value?.plays[0]?.batches.flat().map(({ target }) => target.name)).toEqual([...names]);
});

test('order: shuffle takes them by chance, and the same seed gives the same order again', async () => {
  const orderOf = async (seed: string): Promise<string> => {
    const { value } = await planned('- hosts: all\n  order: shuffle\n  serial: 2\n', { seed }, INVENTORY);
    expect(value).toMatchObject({ seed, plays: [{ isShuffled: true }] });
    return (
      value?.plays[0]?.batches
        .flat()
        .map(({ target }) => target.name)
        .join('') ?? ''
    );
  };
  const orders = await Promise.all(['1', '2', '3', '4', '5', '6'].map(orderOf));
  expect(orders.map((order) => [...order].toSorted().join(''))).toEqual(orders.map(() => 'abcde'));
  expect(new Set(orders).size).toBeGreaterThan(1);
  expect(await orderOf('3')).toBe(orders[2]);
});

test('a plan that shuffles nobody keeps no seed', async () => {
  const { value } = await planned('- hosts: all\n', { seed: 'x' }, INVENTORY);
  expect(value).not.toHaveProperty('seed');
});

test.for<[tasks: string, tags: readonly string[], skipTags: readonly string[], told: readonly string[]]>([
  [
    '{debug: , tags: [web]}',
    ['wbe'],
    [],
    ['--tags no task and no play has the tag `wbe`; did you mean `web`?'],
  ],
  ['{debug: , tags: [web]}', ['x'], [], ['--tags no task and no play has the tag `x`; its tags are web']],
  ['{debug: }', [], ['x'], ['--skip-tags no task and no play has the tag `x`; there are no tags in it']],
  ['{debug: }', ['all', 'tagged', 'untagged'], ['never', 'always'], []],
])('with %s, tags that nobody has are told: %j %j', async ([task, tags, skipTags, told]) => {
  const { diagnostics } = await planned(`- hosts: all\n  tasks: [${task}]\n`, {
    selection: { tags, skipTags },
  });
  expect(diagnostics.map(({ at, message, hint }) => `${at.file} ${message}; ${hint}`)).toEqual(told);
});

test('a mistake of many hosts is told once, with the first of them, and a file is asked for once', async () => {
  const asked: string[] = [];
  const { diagnostics } = await planned(
    `- hosts: all
  vars: {name: from-a-variable}
  tasks:
    - copy: {src: nope, dest: /x}
    - copy: {src: "{{ name }}", dest: /y}
    - copy: {src: there, dest: /z}
    - {copy: {src: ignored, dest: /z}, failed_when: false}
    - debug: {msg: "{{ x }}"}
`,
    {
      fileTrouble: (_playbook, name) => {
        asked.push(name);
        return name === 'there' ? undefined : `there is no file ${name}`;
      },
    },
    'all: {hosts: {b: , c: {x: 1}, a: , e: , d: }, vars: {ansible_host: 10.0.0.1}}',
  );
  expect(diagnostics.map(({ at, message, length }) => [at.line, at.column, length, message])).toEqual([
    [4, 19, 4, 'there is no file nope'],
    [5, 7, 1, 'there is no file from-a-variable'],
    [8, 24, 1, '`x` is undefined (for b, a, e and 1 more)'],
  ]);
  const places = (name: string): readonly string[] => [
    `/project/plays/files/${name}`,
    `/project/plays/${name}`,
    name,
  ];
  expect(asked).toEqual(['nope', 'from-a-variable', 'there'].flatMap(places));
});
