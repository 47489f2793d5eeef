import { expect, test } from 'vitest';
import { silentTerminal } from '../../../test/cli/command.ts';
import { holdingBack, stepper } from './stepper.ts';
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

test('a question says what a task is, and no item of it', async () => {
  const asked: string[] = [];
  const confirm = stepper(terminal(['y', 'y', 'y'], asked), never);
  await confirm({ ...task(1), arm: 'rescue', item: 'a' }, 'web : Mend');
  await confirm({ play: 1, section: 'handlers', task: 1 }, 'Restart');
  await confirm({ ...task(2), path: '[a].1' }, 'Include');
  expect(asked.map((question) => /"(.*)"/.exec(question)?.[1])).toEqual([
    'rescue: web : Mend',
    'handler: Restart',
    'Include [a]',
  ]);
});

test('who has stopped is asked nothing more', async () => {
  const asked: string[] = [];
  expect(await stepper(terminal(['y'], asked), AbortSignal.abort())(task(1), 'one')).toBe(false);
  expect(asked).toEqual([]);
});

test('what is written while a question is open comes after the answer, in its order', async () => {
  const written: string[] = [];
  let answer: (text: string) => void = () => undefined;
  const held = holdingBack({
    ...silentTerminal(),
    out: (text) => written.push(`out ${text}`),
    err: (text) => written.push(`err ${text}`),
    ask: () => new Promise((resolve) => (answer = resolve)),
  });
  held.err('before');
  const answered = held.ask('?', { hidden: false });
  held.err('one');
  held.out('two');
  expect(written).toEqual(['err before']);
  answer('y');
  expect(await answered).toBe('y');
  held.err('after');
  expect(written).toEqual(['err before', 'err one', 'out two', 'err after']);
});
