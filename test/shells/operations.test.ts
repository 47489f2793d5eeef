import { afterAll, describe, test } from 'vitest';
import { furtherCases } from '../../src/host/operations/further-cases.test-kit.ts';
import { operationCases } from '../../src/host/operations/operation-cases.test-kit.ts';
import { roundTrip } from '../../src/host/operations/operation-round-trip.test-kit.ts';
import { isRoot, userlands } from './userlands.ts';

const { all, remove } = userlands();
afterAll(remove);

describe.each(all)('$name', ({ options, extended }) => {
  const cases = [...operationCases, ...furtherCases].filter(
    (scene) => (scene.asRoot !== true || isRoot) && (extended || scene.extended !== true),
  );
  test.for(cases)('$name, and back', async (scene) => roundTrip(scene, options, !extended));
});
