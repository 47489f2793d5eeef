import { expect, test } from 'vitest';
import { originsOf } from './origins.ts';

const said = (value: string): ReadonlyMap<string, { value: string; at: undefined }> =>
  new Map([['k', { value, at: undefined }]]);

test('the highest layer wins, whatever the order in which they are given', () => {
  const origins = originsOf([
    { layer: 'extra vars', origin: '-e', variables: said('extra') },
    { layer: 'inventory host vars', origin: 'host `h`', variables: said('host') },
    { layer: 'inventory group vars', origin: 'group `a`', variables: said('a') },
    { layer: 'inventory group vars', origin: 'group `b`', variables: said('b') },
    { layer: 'play vars', origin: 'play', variables: said('play') },
  ]);
  expect(origins.map(({ name, variable }) => [name, variable.value])).toEqual([['k', 'extra']]);
  expect(origins[0]?.covers.map(({ variable, layer }) => [variable.value, layer])).toEqual([
    ['play', 'play vars'],
    ['host', 'inventory host vars'],
    ['b', 'inventory group vars'],
    ['a', 'inventory group vars'],
  ]);
});
