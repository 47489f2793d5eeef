import { describe, expect, test } from 'vitest';
import type { Scope } from '../../python/template/scope.ts';
import { faultsIn, foreseeCondition } from './foresee.ts';

/** `yes` and `no` are known, `later` is what a task makes that has not run, and nothing else is there. */
const scope: Scope = {
  get: (name) => {
    if (name === 'later') return { kind: 'pending', why: 'the task `ask` has not run' };
    if (name === 'yes' || name === 'no') return { kind: 'value', value: name === 'yes' };
    return name === 'one' ? { kind: 'value', value: 1 } : { kind: 'missing' };
  },
  names: () => ['yes', 'no', 'one', 'later'],
};

test.for([
  ['yes', 'holds'],
  ['no', 'fails'],
  ['later', 'unknown'],
  ['later.rc == 0', 'unknown'],
  ['one == 1', 'holds'],
  ['yes and no', 'fails'],
  ['yes and one == 1', 'holds'],
  ['later and no', 'fails'],
  ['later and yes', 'unknown'],
  ['no and nope', 'fails'],
  ['no or yes', 'holds'],
  ['no or one == 2', 'fails'],
  ['later or yes', 'holds'],
  ['later or no', 'unknown'],
  ['yes or nope', 'holds'],
  ['later and nope and no', 'fails'],
  ['later or nope or yes', 'holds'],
  ['not yes', 'fails'],
  ['not no', 'holds'],
  ['not later', 'unknown'],
  ['not (later and no)', 'holds'],
] as const)('%s: %s, before any host was asked', ([text, foreseen]) => {
  expect(foreseeCondition(text, scope)).toBe(foreseen);
});

test.for([
  ['nope', '`nope` is undefined'],
  ['yes and nope', '`nope` is undefined'],
  ['nope or yes', '`nope` is undefined'],
  ['not nope', '`nope` is undefined'],
  ['later and nope and other', '`nope` is undefined'],
  ['later == nope', '`nope` is undefined'],
  ['nope == later', '`nope` is undefined'],
] as const)('%s goes wrong on every host', ([text, message]) => {
  expect(foreseeCondition(text, scope)).toMatchObject({ kind: 'undefined', message });
});

test('what is no expression is told as such', () => {
  expect(foreseeCondition('yes and', scope)).toMatchObject({ kind: 'syntax' });
});

describe('the faults of a template', () => {
  test.for<readonly [string, readonly string[]]>([
    ['plain', []],
    ['{{ one }} {{ later }}', []],
    ['{{ nope }} {{ later }} {{ other }}', ['`nope` is undefined', '`other` is undefined']],
    ['{% if yes %}{{ nope }}{% endif %}{{ other }}', ['`nope` is undefined']],
    ['{% if no %}{{ nope }}{% endif %}', []],
  ])('%s', ([text, messages]) => {
    expect(faultsIn(text, scope).map(({ message }) => message)).toEqual(messages);
  });

  test('are one where it cannot be read', () => {
    expect(faultsIn('{{ one', scope)).toMatchObject([{ kind: 'syntax' }]);
  });
});
