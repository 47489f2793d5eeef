import { expect, test } from 'vitest';
import type { PlannedTask } from '../model/playbook/plan.ts';
import { isSelected, startingAt } from './selection.ts';

test.for<readonly [tags: string[], wanted: string[], skipped: string[], selected: boolean]>([
  [[], [], [], true],
  [['a'], [], [], true],
  [['a'], ['a'], [], true],
  [['a'], ['b'], [], false],
  [[], ['a'], [], false],
  [['a', 'b'], ['b', 'c'], [], true],
  [['a'], [], ['a'], false],
  [['a'], ['a'], ['a'], false],
  [['always'], ['b'], [], true],
  [['always'], ['b'], ['always'], false],
  [['always'], [], ['all'], true],
  [['a'], [], ['all'], false],
  [['never'], [], [], false],
  [['never'], ['all'], [], false],
  [['never', 'a'], ['a'], [], true],
  [['never'], ['never'], [], true],
  [['a'], ['tagged'], [], true],
  [[], ['tagged'], [], false],
  [['never'], ['tagged'], [], false],
  [['never', 'a'], ['tagged'], [], false],
  [['never', 'a'], ['all'], [], false],
  [['always', 'never'], ['b'], [], true],
  [['always'], [], ['all', 'always'], false],
  [[], ['untagged'], [], true],
  [['a'], ['untagged'], [], false],
  [['a'], [], ['tagged'], false],
  [['a'], ['all'], [], true],
])('tags %o, wanted %o, skipped %o: %o', ([tags, wanted, skipped, selected]) => {
  expect(isSelected(tags, { tags: wanted, skipTags: skipped })).toBe(selected);
});

test.for<[string, number | undefined]>([
  ['b', 2],
  ['web : b', 2],
  ['b*', 2],
  ['web : *', 3],
  ['[c]', 1],
  ['x', undefined],
])('starting at %s leaves what is before it out', ([name, left]) => {
  const tasks = ['a', 'b', 'c'].map(
    (own) => ({ task: { name: own }, title: `web : ${own}` }) as unknown as PlannedTask,
  );
  expect(startingAt(tasks, name)?.length).toBe(left);
});
