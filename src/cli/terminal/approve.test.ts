import { expect, test } from 'vitest';
import { silentTerminal } from '../../../test/cli/command.ts';
import { approver } from './approve.ts';

const totals = { changes: 3, hostsToChange: 1 };
const never = new AbortController().signal;

test.for([
  ['yes', 'granted'],
  [' YES ', 'granted'],
  ['y', 'declined'],
  ['', 'declined'],
  [undefined, 'declined'],
] as const)('the answer %j: %s', async ([answer, kind]) => {
  const asked: string[] = [];
  const told: string[] = [];
  const terminal = {
    ...silentTerminal(),
    err: (text: string): void => void told.push(text),
    ask: async (question: string): Promise<string | undefined> => {
      asked.push(question);
      return answer;
    },
  };
  expect((await approver({}, terminal, never)(totals)).kind).toBe(kind);
  expect(told.join('').startsWith('Nothing is done: ')).toBe(kind === 'declined');
  // The preview ends above it: an empty line keeps them apart.
  expect(asked).toEqual(['\nMake 3 changes on 1 host? Type yes to go on: ']);
});

test('nobody is asked with --yes, or when there is nothing to change', async () => {
  expect((await approver({ yes: true }, silentTerminal(), never)(totals)).kind).toBe('granted');
  expect((await approver({}, silentTerminal(), never)({ changes: 0, hostsToChange: 0 })).kind).toBe(
    'granted',
  );
});
