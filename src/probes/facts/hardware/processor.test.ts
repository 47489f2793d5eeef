import { expect, test } from 'vitest';
import { factsOf, filesSaying } from '../facts-of.test-kit.ts';
import { processor } from './processor.ts';

test.for<readonly [what: string, told: string, counted: object]>([
  [
    'an ARM board, whose processors have no names of their own',
    '@ machine\naarch64\n@ cpuinfo\nprocessor\t: 0\nprocessor\t: 1\nprocessor\t: 2\n@ allowed\n0,2\n',
    {
      processor_count: 3,
      processor_cores: 1,
      processor_threads_per_core: 1,
      processor_vcpus: 3,
      processor_nproc: 2,
    },
  ],
  [
    'two sockets of four cores with two threads each',
    `@ machine\nx86_64\n@ cpuinfo\n${Array.from({ length: 16 }, (_, n) => `processor\t: ${n}\nvendor_id\t: GenuineIntel\nmodel name\t: X\nphysical id\t: ${n % 2}\nsiblings\t: 8\ncore id\t\t: ${(n >> 1) % 4}\ncpu cores\t: 4\n`).join('')}@ allowed\n0-7,12-15\n`,
    {
      processor_count: 2,
      processor_cores: 4,
      processor_threads_per_core: 2,
      processor_vcpus: 16,
      processor_nproc: 12,
    },
  ],
  [
    'a guest of Xen without hardware to help it',
    `@ machine\nx86_64\n@ cpuinfo\nprocessor\t: 0\nvendor_id\t: A\nmodel name\t: X\nflags\t: fpu de\n@ allowed\n0\n${filesSaying({ '/sys/hypervisor/type': 'xen' })}`,
    { processor_count: 1, processor_cores: 1, processor_threads_per_core: 1, processor_vcpus: 1 },
  ],
])('%s', ([, told, counted]) => {
  const { processor: _, ...rest } = factsOf(processor, told);
  expect(rest).toEqual(counted);
});
