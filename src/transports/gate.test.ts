import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openGate } from './gate.ts';

const never = new AbortController().signal;

test('no more are inside than the gate is wide, in the order of asking, and all get their turn', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.record({ ticks: fc.nat(4), narrows: fc.boolean(), gives: fc.boolean() }), {
        maxLength: 20,
      }),
      async (width, visitors) => {
        const gate = openGate(width);
        const order: number[] = [];
        let [inside, most] = [0, 0];
        await Promise.all(
          visitors.map(async ({ ticks, narrows, gives }, number) => {
            const controller = new AbortController();
            if (gives) queueMicrotask(() => controller.abort());
            const exit = await gate.enter(controller.signal).catch(() => undefined);
            if (exit === undefined) return;
            order.push(number);
            inside += 1;
            most = Math.max(most, inside);
            for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
            if (narrows) gate.narrow();
            inside -= 1;
            exit();
            exit();
          }),
        );
        expect(most).toBeLessThanOrEqual(width);
        expect(order).toEqual([...order].sort((one, other) => one - other));
        // Nobody who went has kept a place.
        await (await gate.enter(never))();
      },
    ),
  );
});

test('a narrowed gate lets fewer through, and one at least', async () => {
  const gate = openGate(3);
  for (let times = 0; times < 5; times += 1) gate.narrow();
  const first = await gate.enter(never);
  let isIn = false;
  const second = gate.enter(never).then(() => {
    isIn = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(isIn).toBe(false);
  first();
  await second;
  expect(isIn).toBe(true);
});
