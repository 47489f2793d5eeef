import { expect, test } from 'vitest';
import { plain } from './plainly.ts';
import { type Told, toldRun } from './told.ts';

const listed = { '1': 'web : Install', '2': 'Guarded', '3': 'Mend', '4': 'Roles' };

function lines(
  run: Omit<Parameters<typeof toldRun>[0], 'listed'>,
  options: Parameters<typeof plain>[1] = {},
): readonly string[] {
  const { all } = plain(
    toldRun({ listed, ...run }).map(({ event }) => event),
    options,
  );
  const from = all.findIndex((line) => line.startsWith(run.command === 'plan' ? 'Preview' : 'Play'));
  const to = all.findIndex((line) => line.startsWith('Recap'));
  return all.slice(from + 1, to - 1);
}

function loop(...kinds: readonly (readonly [string, Told[0]])[]): readonly Told[] {
  return [
    ['started', '1', { items: kinds.length }],
    ...kinds.flatMap(([item, kind]): readonly Told[] => [
      ['started', `1 [${item}]`],
      [kind, `1 [${item}]`],
    ]),
  ];
}

test('a loop is one line when it is through', () => {
  const done: readonly Told[] = [...loop(['a', 'changed'], ['b', 'ok'], ['c', 'changed']), ['changed', '2']];
  expect(lines({ done })).toEqual([
    '  h  changed      web : Install: 2 of 3 items: a, c (0.0 s)',
    '  h  changed      Guarded: make 2 (0.0 s)',
  ]);
});

test('a loop in which all has changed names no item, one in which nothing has is not told', () => {
  expect(lines({ done: loop(['a', 'changed'], ['b', 'changed']) })).toEqual([
    '  h  changed      web : Install: 2 items (0.0 s)',
  ]);
  expect(lines({ done: loop(['a', 'ok'], ['b', 'skipped']) })).toEqual([]);
});

test('an item that fails is told by itself, and so is every item with -v', () => {
  const done = loop(['a', 'changed'], ['b', 'failed'], ['c', 'ok']);
  expect(lines({ done })).toEqual([
    '  h  FAILED       web : Install [b]: "test" ended with exit code 1',
    '  h  changed      web : Install: 1 of 3 items: a (0.0 s)',
  ]);
  expect(lines({ done }, { verbosity: 1 }).slice(0, 3)).toEqual([
    '  h  changed      web : Install [a]: make 1 [a] (0.0 s)',
    '  h  FAILED       web : Install [b]: "test" ended with exit code 1',
    '  h  ok           web : Install [c]',
  ]);
});

test('a loop that is left in the middle is told when its host goes on', () => {
  const [begun, ...rest] = loop(['a', 'changed'], ['b', 'changed']);
  const done: readonly Told[] = [
    ...(begun === undefined ? [] : [begun]),
    ...rest.slice(0, 2),
    ['changed', '2'],
  ];
  expect(lines({ done })[0]).toBe('  h  changed      web : Install: 1 of 2 items: a (0.0 s)');
});

test('a failure that is rescued is told calmly, with the arm that answers; attempts with -v alone', () => {
  const done: readonly Told[] = [
    ['started', '2'],
    ['retry', '2', { left: 2 }],
    ['rescued', '2'],
    ['changed', '3', { arm: 'rescue' }],
    ['changed', 'handlers 1', { title: 'web : reload' }],
  ];
  const quiet = [
    '  h  rescued      Guarded: "test" ended with exit code 1',
    '  h  changed      rescue: Mend: make 3 (0.0 s)',
    '  h  changed      handler: web : reload: make handlers 1 (0.0 s)',
  ];
  expect(lines({ done })).toEqual(quiet);
  expect(lines({ done }, { verbosity: 1 })[0]).toBe(
    '  h  retry        Guarded: "test" ended with exit code 1; 2 attempts left',
  );
});

test('a preview tells a loop as one task, and what is the same for its items once', () => {
  const hosts = ['n1', 'n2'];
  const foreseen = ['a', 'b'].flatMap((item) =>
    hosts.map((host): Told => ['pending', `1 [${item}]`, { host }]),
  );
  expect(lines({ command: 'plan', hosts, foreseen })).toEqual([
    '',
    '  web : Install',
    '    on n1, n2',
    '    make 1 [a]',
    '    make 1 [b]',
  ]);
});

test('what two items include stands together, below its include', () => {
  const foreseen: readonly Told[] = [
    ['pending', '2'],
    ['ok', '1 [x]'],
    ['pending', '1.[x].1', { title: 'db : Make x' }],
    ['ok', '1 [y]'],
    ['pending', '1.[y].1', { title: 'db : Make y' }],
  ];
  expect(lines({ command: 'plan', foreseen })).toEqual([
    '',
    '  db : Make …',
    '    on h',
    '  db : Make x',
    '    make 1.[x].1',
    '  db : Make y',
    '    make 1.[y].1',
    '',
    '  Guarded',
    '    make 2',
    '      on h',
  ]);
});

test('of a long loop the first items are shown and the others named', () => {
  const foreseen = Array.from({ length: 20 }, (_, index): Told => ['pending', `1 [i${index}]`]);
  expect(lines({ command: 'plan', foreseen }).at(-1)).toBe(
    '    and the same kind of thing for 12 other items: i8, i9, i10, i11 and 8 more; -v shows each',
  );
});

test.for<readonly [what: string, told: Told, line: string]>([
  ['an item', ['undone', '1 [a]'], 'undone       web : Install [a]'],
  ['what an item includes', ['undone', '4.[x].1.[a.b].2.1', { title: 'Make' }], 'undone       Make [a.b]'],
  ['an item of that', ['undone', '4.[x].1 [y]', { title: 'Make' }], 'undone       Make [x] [y]'],
  ['a handler', ['undone', 'handlers 1', { title: 'Restart' }], 'undone       handler: Restart'],
  ['a rescue', ['undone', '3', { arm: 'rescue' }], 'undone       rescue: Mend'],
  ['what was done elsewhere', ['undone', '2', { delegate: 'lb' }], 'undone       Guarded, on lb'],
  ['what was done for another', ['undone', '2', { visitor: 'web1' }], 'undone       Guarded, done for web1'],
  ['what does not', ['stuck', '1 [a]'], 'NOT UNDONE   web : Install [a]: "test" ended with exit code 1'],
  ['what was elsewhere', ['changed', '2', { delegate: 'lb' }], 'changed      Guarded, on lb: make 2 (0.0 s)'],
])('%s is named when it goes back', ([, told, line]) => {
  expect(lines({ done: [told] })).toEqual([`  h  ${line}`]);
});
