import { expect, test } from 'vitest';
import { filter, read } from '../../owned.test-kit.ts';
import { dockerVersions } from './docker-versions.ts';

test.for<[readonly string[], string]>([
  [['DOCKER'], '1.5 to now'],
  [['DOCKER', 'DOCKER-ISOLATION'], '1.10 to 18.05'],
  [['DOCKER', 'DOCKER-ISOLATION', 'DOCKER-USER'], '17.06 to 18.05'],
  [['DOCKER', 'DOCKER-ISOLATION-STAGE-1', 'DOCKER-USER'], '18.06 to 28'],
  [['DOCKER-ISOLATION-STAGE-1', 'DOCKER-FORWARD'], '28.0.1 to 28'],
  [['DOCKER', 'DOCKER-FORWARD', 'DOCKER-USER'], '28.0.1 to now'],
  [['DOCKER', 'DOCKER-FORWARD', 'DOCKER-INTERNAL'], '29.0 to now'],
  [['DOCKER-ISOLATION', 'DOCKER-FORWARD'], 'nothing'],
  [['MY-DOCKER'], 'nothing'],
])('%j tells %s', ([chains, expected]) => {
  const versions = dockerVersions(read(filter([], chains)));
  expect(versions === undefined ? 'nothing' : `${versions.from} to ${versions.to ?? 'now'}`).toBe(expected);
});
