import { expect, test } from 'vitest';
import type { Play } from '../model/playbook/playbook.ts';
import { startOf } from '../model/values/position.ts';
import type { ScalarNode, Tree } from '../model/values/tree.ts';
import { AT_FIRST, evaluatorFor, NO_ROLES } from './evaluator.ts';
import { withSettings } from './play-settings.ts';

const at = startOf('p.yml');

function text(value: string): ScalarNode {
  return { kind: 'scalar', value, text: value, plain: false, at };
}

const evaluator = evaluatorFor({
  ...AT_FIRST,
  host: {
    ...{ names: {}, magic: {}, open: [], roles: NO_ROLES, folder: '/' },
    written: {
      'play vars': new Map(
        Object.entries({ sizes: [1, '50%'], three: 3, yes: true }).map(([name, value]) => [
          name,
          { value, at: undefined },
        ]),
      ),
    },
  },
});

const play = {
  ...{ serial: [], maxFailPercentage: 7, order: 'inventory', strategy: 'free', forceHandlers: false, at },
} as unknown as Play;

function settled(written: Record<string, Tree>): ReturnType<typeof withSettings> {
  const entries = Object.entries(written).map(([key, value]) => ({ key, keyAt: at, value }));
  return withSettings({ ...play, settings: { kind: 'map', entries, at } }, evaluator);
}

const one = { kind: 'hosts', count: 1 } as const;
const half = { kind: 'percent', percent: 50 } as const;

test.for<[Record<string, Tree>, Partial<Play>]>([
  [{ serial: text('{{ sizes }}') }, { serial: [one, half] }],
  [{ serial: text('{{ 0 }}') }, { serial: [{ kind: 'hosts', count: 0 }] }],
  [{ serial: text('{{ three }}') }, { serial: [{ kind: 'hosts', count: 3 }] }],
  [{ serial: { kind: 'list', items: [text('{{ sizes }}'), text('1')], at } }, { serial: [one, half, one] }],
  [{ serial: text('{{ omit }}') }, { serial: [] }],
  [{ max_fail_percentage: text('{{ 20 * 2 }}') }, { maxFailPercentage: 40, strategy: 'free' }],
  [{ any_errors_fatal: text('{{ yes }}') }, { maxFailPercentage: 0 }],
  [{ any_errors_fatal: text('{{ not yes }}') }, { maxFailPercentage: 7 }],
  [
    { order: text('reverse_{{ "sorted" }}'), force_handlers: text('{{ yes }}') },
    { order: 'reverse_sorted', forceHandlers: true },
  ],
  [{ strategy: text('ansible.builtin.{{ "host_pinned" }}') }, { strategy: 'host_pinned' }],
])('%j comes to %j', ([written, expected]) => {
  expect(settled(written)).toMatchObject({ play: expected, diagnostics: [] });
});

test.for<[Record<string, Tree>, RegExp]>([
  [{ serial: text('{{ -1 }}') }, /`serial` must be a number of hosts/],
  [{ serial: text('{{ [] }}') }, /`serial` must be a number of hosts/],
  [{ order: text('{{ three }}') }, /`order` must be/],
  [{ max_fail_percentage: text('{{ three * 100 }}') }, /`max_fail_percentage`/],
  [{ force_handlers: text('{{ nobody }}') }, /`nobody` is undefined/],
])('%j is refused with its place', ([written, message]) => {
  const { diagnostics } = settled(written);
  expect(diagnostics).toMatchObject([{ severity: 'error', code: 'value', at }]);
  expect(diagnostics[0]?.message).toMatch(message);
});

test('a play without templates stays as it is', () => {
  expect(withSettings(play, evaluator)).toEqual({ play, diagnostics: [] });
});
