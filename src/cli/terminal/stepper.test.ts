import { expect, test } from 'vitest';
import { silentTerminal } from '../../../test/cli/command.ts';
import { stepper } from './stepper.ts';
import type { Terminal } from './terminal.ts';

const never = new AbortController().signal;

function terminal(answers: readonly (string | undefined)[], asked: string[]): Terminal {
  const left = [...answers];
  return {
    ...silentTerminal(),
    ask: async (question) => {
      asked.push(question);
      return left.shift();
    },
  };
}

const task = (number: number) => ({ play: 1, section: 'tasks', task: number }) as const;

test('each task is asked about once, whatever the number of hosts, one question at a time', async () => {
  const asked: string[] = [];
  const confirm = stepper(terminal(['y', 'n'], asked), never);
  const answers = await Promise.all([
    confirm(task(1), 'one'),
    confirm(task(2), 'two'),
    confirm(task(1), 'one'),
    confirm(task(2), 'two'),
  ]);
  expect(answers).toEqual([true, false, true, false]);
  expect(asked.map((question) => /"(.*)"/.exec(question)?.[1])).toEqual(['one', 'two']);
});

test('continue is yes to everything that follows, and no answer is a no', async () => {
  const asked: string[] = [];
  const confirm = stepper(terminal([undefined, 'c'], asked), never);
  expect(await confirm(task(1), 'one')).toBe(false);
  expect(await confirm(task(2), 'two')).toBe(true);
  expect(await confirm(task(3), 'three')).toBe(true);
  expect(asked).toHaveLength(2);
});
