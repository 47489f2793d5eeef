import { expect, test } from 'vitest';
import { humanBytes } from './human-bytes.ts';

test.for<readonly [number, string]>([
  [0, '0.00 Bytes'],
  [512, '512.00 Bytes'],
  [1024, '1.00 KB'],
  [1_048_576, '1.00 MB'],
  [274_877_906_944, '256.00 GB'],
  [1_000_204_886_016, '931.51 GB'],
])('%d is %s', ([bytes, written]) => {
  expect(humanBytes(bytes)).toBe(written);
});
