import { expect, test } from 'vitest';
import { addressOf } from '../../../test/renderers/told.ts';
import { inTreeOrder, newTaskTree, type TaskNode, type TaskTree } from './task-tree.ts';

function treeOf(loops: 'apart' | 'whole', places: readonly (readonly [string, string])[]): TaskTree<number> {
  const titles = new Map([['1.tasks.9', 'listed']]);
  const tree = newTaskTree({ nothing: () => 0, loops, titles });
  for (const [place, title] of places) tree.at({ task: addressOf(place), title });
  return tree;
}

function drawn(nodes: readonly TaskNode<number>[], indent = ''): readonly string[] {
  return nodes.flatMap(({ title, items, included }) => [
    `${indent}${title}`,
    ...items.flatMap((item) => [`${indent}- ${item.title}`, ...drawn(item.included, `${indent}    `)]),
    ...drawn(included, `${indent}  `),
  ]);
}

test('tasks stand in the order of the playbook, whatever comes first', () => {
  const places = ['verify 1', 'handlers 2', '10', '2', 'preflight 9', 'handlers 1'];
  const tree = treeOf(
    'apart',
    places.map((place) => [place, place]),
  );
  expect(drawn(tree.roots())).toEqual(['preflight 9', '2', '10', 'handlers 1', 'handlers 2', 'verify 1']);
});

test('items stand below their loop, and what is included below its include', () => {
  const tree = treeOf('apart', [
    ['1', 'roles'],
    ['1 [orders]', 'roles'],
    ['1 [users]', 'roles'],
    ['1.[orders].2', 'check'],
    ['1.[orders].1', 'make'],
    ['1.[users].1', 'make'],
    ['2', 'file'],
    ['2.1', 'first'],
    ['2.1.1', 'inside the first'],
  ]);
  expect(drawn(tree.roots())).toEqual([
    'roles',
    '- roles',
    '    make',
    '    check',
    '- roles',
    '    make',
    'file',
    '  first',
    '    inside the first',
  ]);
});

test.for(['a].1', 'a.b', '[x]', '7', 'two words', ''])('whatever an item is called: `%s`', (item) => {
  const task = { play: 1, section: 'tasks', task: 1 } as const;
  const tree = newTaskTree({ nothing: () => 0, loops: 'apart' });
  tree.at({ task: { ...task, item }, title: 'loop' });
  tree.at({ task: { ...task, path: `[${item}].1` }, title: 'inside' });
  expect(drawn(tree.roots())).toEqual(['loop', '- loop', '    inside']);
});

test('where many hosts are put together a loop is one task, and so is what its items include', () => {
  const tree = treeOf('whole', [
    ['1 [orders]', 'roles'],
    ['1.[orders].1', 'make orders'],
    ['1 [users]', 'roles'],
    ['1.[users].1', 'make users'],
  ]);
  expect(drawn(tree.roots())).toEqual(['roles', '  make …']);
});

test.for<[string, readonly (readonly [string, string])[], string]>([
  ['as it was listed', [['9 [a]', 'install a']], 'listed'],
  [
    'what its items have in common',
    [
      ['1 [a]', 'install a'],
      ['1 [b]', 'install b'],
    ],
    'install …',
  ],
  [
    'the first one, where they have nothing in common',
    [
      ['1 [a]', 'a here'],
      ['1 [b]', 'b here'],
    ],
    'a here …',
  ],
  [
    'as the loop itself says',
    [
      ['1', 'install {{ item }}'],
      ['1 [a]', 'install a'],
    ],
    'install {{ item }}',
  ],
])('the title of a loop: %s', ([, places, title]) => {
  expect(treeOf('apart', places).roots()[0]?.title).toBe(title);
});

test('what stood below a task is gone when it begins anew', () => {
  const tree = treeOf('apart', [
    ['1 [a]', 'loop'],
    ['1.[a].1', 'inside'],
    ['2', 'other'],
  ]);
  const [loop] = tree.roots();
  if (loop !== undefined) tree.clear(loop);
  tree.at({ task: addressOf('1 [b]'), title: 'loop' });
  expect(drawn(tree.roots())).toEqual(['loop', '- loop', 'other']);
});

test('every task, but no item, before what it includes', () => {
  const tree = treeOf('apart', [
    ['1 [a]', 'loop'],
    ['1.[a].1', 'inside a'],
    ['1 [b]', 'loop'],
    ['1.[b].1', 'inside b'],
    ['2', 'other'],
  ]);
  expect(inTreeOrder(tree.roots()).map(({ node, depth }) => `${depth} ${node.title}`)).toEqual([
    '0 loop',
    '1 inside a',
    '1 inside b',
    '0 other',
  ]);
});
