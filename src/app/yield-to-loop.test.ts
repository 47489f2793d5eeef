import { expect, test } from 'vitest';
import { newYield } from './yield-to-loop.ts';

test('work that never waits gives way after a while, all of it at once and only then', async () => {
  let time = 0;
  const giveWay = newYield(() => time);
  const order: string[] = [];
  setImmediate(() => order.push('the event loop'));
  const work = async (name: string): Promise<void> => {
    for (let piece = 1; piece <= 3; piece += 1) {
      order.push(`${name} ${piece}`);
      time += 7;
      await giveWay();
    }
  };
  await Promise.all([work('a'), work('b'), work('c')]);
  // 20 ms are over after three pieces; those that had been let go on finish theirs.
  expect(order).toEqual(['a 1', 'b 1', 'c 1', 'a 2', 'b 2', 'the event loop', 'c 2', 'a 3', 'b 3', 'c 3']);
});
