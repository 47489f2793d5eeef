import { expect, test } from 'vitest';
import { type Told, toldRun } from '../../../test/renderers/told.ts';
import { summarize } from './summary.ts';
import type { Counts } from './tally.ts';

function counts(done: readonly Told[], foreseen: readonly Told[] = []): Partial<Counts> {
  const [host] = summarize(toldRun({ done, foreseen }).map(({ event }) => event))?.hosts ?? [];
  const {
    ok = 0,
    changed = 0,
    skipped = 0,
    failed = 0,
    rescued = 0,
    ignored = 0,
    undone = 0,
    pending = 0,
  } = host ?? {};
  const all = { ok, changed, skipped, failed, rescued, ignored, undone, pending };
  return Object.fromEntries(Object.entries(all).filter(([, count]) => count > 0));
}

/** A loop with an item for each of these, called `a` and so on. */
function loop(place: string, kinds: readonly Told[0][]): readonly Told[] {
  const items = kinds.flatMap((kind, index): readonly Told[] => {
    const item = `${place} [${String.fromCharCode(97 + index)}]`;
    return [
      ['started', item],
      [kind, item],
    ];
  });
  return [['started', place, { items: kinds.length }], ...items];
}

// What ansible-core 2.14.18 says in its recap of the same, `ok` without what has changed.
test.for<[string, readonly Told[], Partial<Counts>]>([
  ['a loop counts once', loop('1', ['ok', 'ok']), { ok: 1 }],
  ['a loop has changed when one of its items has', loop('1', ['ok', 'changed', 'skipped']), { changed: 1 }],
  ['a loop is skipped when all of its items are', loop('1', ['skipped', 'skipped']), { skipped: 1 }],
  ['a loop that is partly skipped is as wanted', loop('1', ['ok', 'skipped']), { ok: 1 }],
  ['a loop without items is skipped', [['skipped', '1']], { skipped: 1 }],
  ['a loop has failed when one of its items has', loop('1', ['changed', 'failed', 'ok']), { failed: 1 }],
  [
    'a loop whose failure is ignored counts what it changed',
    loop('1', ['changed', 'ignored']),
    { changed: 1, ignored: 1 },
  ],
  ['a loop whose failure is rescued', loop('1', ['ok', 'rescued']), { rescued: 1 }],
  [
    'a failure that is rescued is none',
    [
      ['started', '1'],
      ['rescued', '1'],
    ],
    { rescued: 1 },
  ],
  [
    'attempts are not counted',
    [
      ['started', '1'],
      ['retry', '1'],
      ['retry', '1'],
      ['changed', '1'],
    ],
    { changed: 1 },
  ],
  [
    'includes count, and so does what they include',
    [
      ['started', '1'],
      ['ok', '1'],
      ['started', '1.1'],
      ['changed', '1.1'],
    ],
    { ok: 1, changed: 1 },
  ],
  [
    'each include of a loop counts',
    [...loop('1', ['ok', 'ok']), ['ok', '1.[a].1'], ['ok', '1.[b].1']],
    { ok: 4 },
  ],
  [
    'a handler that runs twice counts twice',
    [
      ['started', 'handlers 1'],
      ['changed', 'handlers 1'],
      ['started', 'handlers 1'],
      ['changed', 'handlers 1'],
    ],
    { changed: 2 },
  ],
])('%s', ([, done, expected]) => {
  expect(counts(done)).toEqual(expected);
});

test('a preview counts tasks too, and what it saw of a loop is not counted again', () => {
  const foreseen: readonly Told[] = [
    ['pending', '1 [a]'],
    ['pending', '1 [b]'],
    ['ok', '2'],
  ];
  expect(counts(loop('1', ['changed', 'changed']), foreseen)).toEqual({ changed: 1, pending: 1 });
});

test('a loop is undone once, however many steps it had', () => {
  const steps: readonly Told[] = ['a', 'b'].flatMap((item, index): readonly Told[] => [
    ['intent', `1 [${item}]`, { step: index + 1 }],
    ['changed', `1 [${item}]`, { step: index + 1 }],
  ]);
  const undone: readonly Told[] = [
    ['undone', '1 [b]', { step: 2 }],
    ['undone', '1 [a]', { step: 1 }],
  ];
  const done: readonly Told[] = [['started', '1', { items: 2 }], ...steps, ...undone];
  expect(summarize(toldRun({ done }).map(({ event }) => event))?.hosts[0]).toMatchObject({
    changed: 1,
    undone: 1,
  });
});
