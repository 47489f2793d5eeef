import { expect, test } from 'vitest';
import type { JsonValue } from '../../../model/values/json.ts';
import { Sealed, type SealedKind } from '../../../model/values/sealed.ts';
import { VaultFault } from '../../../vault/fault.ts';
import type { Result } from '../../fault.ts';
import { doorOver } from '../lookups/door.test-kit.ts';
import { parseTemplate } from '../parse/parse.ts';
import { type Lookup, type Scope, withLookups } from '../scope.ts';
import { render } from './render.ts';

const sealed = (kind: SealedKind, open: () => string | number): Sealed =>
  new Sealed({ open, kind, text: () => 'closed', mark: () => 'mark', hide: () => undefined });

const written: Readonly<Record<string, JsonValue>> = {
  base: '/srv',
  dir: '{{ base }}/x',
  pair: {
    literal: sealed('literal', () => '{{ base }}'),
    template: sealed('template', () => '{{ base }}/x'),
    number: sealed('number', () => 7),
  },
  whole: '{{ pair }}',
  locked: {
    a: sealed('literal', () => {
      throw new VaultFault('not-opened', 'no password fits', 'give one');
    }),
    b: 1,
  },
  broken: sealed('literal', () => {
    throw new TypeError('a bug');
  }),
};
const others: Readonly<Record<string, Lookup>> = {
  value: { kind: 'value', value: sealed('literal', () => 'open') },
  later: { kind: 'pending', why: 'the task has not run' },
  closed: { kind: 'refused', why: '`closed` is not for templates', hint: 'ask otherwise' },
};
const scope: Scope = withLookups(
  {
    get: (name) => {
      const value = written[name];
      return others[name] ?? (value === undefined ? { kind: 'missing' } : { kind: 'template', value });
    },
    names: () => [],
  },
  doorOver({}),
);

function rendered(text: string): Result<JsonValue> {
  const parsed = parseTemplate(text);
  return parsed.ok ? render(parsed.value, scope) : parsed;
}

test.for<[string, JsonValue]>([
  ['{{ whole }}', { literal: '{{ base }}', template: '/srv/x', number: 7 }],
  ['{{ value }}', 'open'],
  ["{{ lookup('vars', 'value') }}", 'open'],
  ["{{ lookup('vars', 'd' ~ 'ir') }}", '/srv/x'],
  ['{{ locked.b }}', 1],
])('%s is opened where it is used, and rendered only where it may be a template', ([text, value]) => {
  expect(rendered(text)).toEqual({ ok: true, value });
});

test.for([
  [
    '{{ locked.a }}',
    { kind: 'sealed', message: expect.stringContaining('no password fits'), hint: 'give one' },
  ],
  ["{{ lookup('vars', 'later') }}", { kind: 'pending', message: 'the task has not run' }],
  ["{{ lookup('vars', 'closed') }}", { kind: 'syntax', hint: 'ask otherwise' }],
  ["{{ lookup('vars', 'nope') }}", { kind: 'undefined', message: '`nope` is undefined' }],
] as const)('%s stops with the reason and the way out', ([text, error]) => {
  expect(rendered(text)).toMatchObject({ ok: false, error });
});

test('a bug is never taken for a password that does not fit', () => {
  expect(() => rendered('{{ broken }}')).toThrow('a bug');
});
