import { afterAll, describe, test } from 'vitest';
import { furtherCases } from '../../src/host/operations/further-cases.test-kit.ts';
import { operationCases } from '../../src/host/operations/operation-cases.test-kit.ts';
import { roundTrip } from '../../src/host/operations/operation-round-trip.test-kit.ts';
import { isRoot, userlands } from './userlands.ts';

const { all, remove } = userlands();
afterAll(remove);

describe.each(all)('$name', ({ options, extended, isDefault }) => {
  const cases = [...operationCases, ...furtherCases].filter(
    ({ asRoot = false, extended: isExtended = false }) =>
      (isRoot || !asRoot) && (extended || !isExtended) && (!isDefault || asRoot || isExtended),
  );
  test.for(cases)('$name, and back', async (scene) => roundTrip(scene, options, !extended));
});
