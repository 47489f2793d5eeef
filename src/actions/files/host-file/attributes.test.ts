import { describe, expect, test } from 'vitest';
import { numberOf } from '../../../probes/account/number.ts';
import { questionsOf, readAll } from '../../../probes/probe.ts';
import { said } from '../../../probes/said.test-kit.ts';
import {
  type AttributeParams,
  attributeDiff,
  formerAttributes,
  numbersOf,
  type WantedAttributes,
  withNumbers,
} from './attributes.ts';

const NOW = { mode: '4755', uid: 0, gid: 7, user: 'root', group: 'UNKNOWN' };

/** The numbers for names stand in their order, the owner's first. */
function wanted(params: AttributeParams, ...answers: readonly string[]): WantedAttributes {
  const read = readAll(
    numbersOf(params),
    answers.map((answer) => said(answer)),
  );
  if ('trouble' in read) throw new Error(read.trouble.why);
  return withNumbers(params, read.told);
}

test.for<readonly [AttributeParams, readonly string[]]>([
  [{}, []],
  [{ owner: 'web', group: 'ops' }, ['rr_user web', 'rr_group ops']],
  [{ owner: '0', group: 'ops' }, ['rr_group ops']],
  [{ owner: '1000', group: '1000' }, []],
])('%j asks %j', ([params, questions]) => {
  expect(questionsOf(numbersOf(params)).map(({ argv }) => argv.join(' '))).toEqual(questions);
});

test.for<readonly [AttributeParams, readonly string[], readonly string[]]>([
  [{ mode: '4755' }, [], []],
  [{ mode: '0755' }, [], ['mode 4755 0755']],
  [{ owner: 'root' }, ['0\n'], []],
  [{ owner: 'web' }, ['1000\n'], ['owner root web']],
  [{ group: '7' }, [], []],
  [{ group: 'ops' }, ['8\n'], ['group 7 ops']],
  [{ owner: '0', group: 'ops' }, ['7\n'], []],
])('%j, which here is %j: %j', ([params, answers, differences]) => {
  const diff = attributeDiff(wanted(params, ...answers), NOW);
  expect(
    diff.map((each) => (each.kind === 'state' ? `${each.subject} ${each.before} ${each.after}` : '')),
  ).toEqual(differences);
});

describe('what goes back', () => {
  test.for<readonly [AttributeParams, object]>([
    [{}, {}],
    [{ mode: '0600' }, { mode: '4755' }],
    // Changing the owner takes the set-user-id bit away.
    [{ owner: '5' }, { mode: '4755', owner: '0' }],
    [{ group: '5' }, { mode: '4755', group: '7' }],
  ])('of %j: %j', ([params, former]) => {
    expect(formerAttributes(wanted(params), NOW)).toEqual(former);
  });
});

test('a name that cannot be looked up', () => {
  expect(numberOf('user', 'x').read(said('', 2))).toBe('this host has no user x');
  expect(numberOf('group', 'x').read(said('', 1, 'nss is broken\n'))).toBe(
    'the group x cannot be looked up: nss is broken',
  );
  for (const answer of ['', 'root\n', '-1\n', '0x0\n', '1 2\n']) {
    expect(numberOf('user', 'x').read(said(answer, 0))).toBe(
      "the user x cannot be looked up: the host's answer is no number",
    );
  }
});
