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

test('starting at a name leaves what is before it out', () => {
  const tasks = ['a', 'b', 'c'].map((name) => ({ task: { name } }) as unknown as PlannedTask);
  expect(startingAt(tasks, 'b')).toHaveLength(2);
  expect(startingAt(tasks, 'x')).toBeUndefined();
});
