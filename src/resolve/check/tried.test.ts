import { expect, test } from 'vitest';
import { EMPTY, jsonObject } from '../../model/values/json.ts';
import { type HostScope, NO_ROLES } from '../evaluator.ts';
import { differencesOf, tried } from './tried.ts';

const list = ['shared'];

/** A host by its name, with variables. */
function host(
  name: string,
  variables: Readonly<Record<string, string | number | readonly string[]>>,
): HostScope {
  const inventory = new Map(Object.entries(variables).map(([key, value]) => [key, { value, at: undefined }]));
  return {
    ...{ magic: EMPTY, open: [], roles: NO_ROLES, folder: '/' },
    names: jsonObject([['inventory_hostname', name]]),
    written: { inventory },
  };
}

test('hosts differ in a name when their own values of it do, and lists are the same when they are one', () => {
  const differences = differencesOf([
    host('a', { x: 1, y: '1', list, own: ['shared'] }),
    host('b', { x: 1, y: 1, list, own: ['shared'] }),
  ]);
  expect(['x', 'list', 'nobodys', undefined].map((name) => differences(name))).toEqual(
    Array.from({ length: 4 }, () => undefined),
  );
  for (const name of ['inventory_hostname', 'y', 'own']) expect(new Set(differences(name)).size).toBe(2);
  expect(differencesOf([host('a', { x: 1 }), host('b', {})])(undefined)).toHaveLength(2);
});

test('what was tried counts for hosts with the same values of all that was asked, in the order of asking', () => {
  const hosts = [
    host('a', { x: 1, y: 1 }),
    host('b', { x: 1, y: 2 }),
    host('c', { x: 2, y: 9 }),
    host('d', { x: 1, y: 1 }),
    host('e', { x: 2, y: 8 }),
  ];
  const all = tried<{ readonly isHarmless: boolean; readonly of: string }>(differencesOf(hosts));
  expect(all.find(0)).toBeUndefined();
  all.keep(0, ['x', 'y', 'z'], { isHarmless: true, of: 'a' });
  all.keep(2, ['x'], { isHarmless: true, of: 'c' });
  expect([0, 1, 2, 3, 4].map((number) => all.find(number)?.of)).toEqual(['a', undefined, 'c', 'a', 'c']);
  // Whoever is asked for other names each time is tried each time.
  all.keep(1, ['y'], { isHarmless: true, of: 'b' });
  expect(all.find(1)).toBeUndefined();
});

test('a name of its own alone is not tried for ever, unless it did harm once; values that people write are', () => {
  const hosts = Array.from({ length: 20 }, (_, at) => host(`h${at}`, { own: at }));
  const found = (asked: string, harmful?: number): number => {
    const all = tried<{ readonly isHarmless: boolean }>(differencesOf(hosts));
    const misses = hosts.filter((_, at) => {
      if (all.find(at) !== undefined) return false;
      all.keep(at, [asked], { isHarmless: at !== harmful });
      return true;
    });
    return misses.length;
  };
  expect([found('inventory_hostname'), found('inventory_hostname', 3), found('own')]).toEqual([16, 20, 20]);
});
