import { expect, test } from 'vitest';
import { planAddHost } from './action.ts';

test.for([
  ['web1', 'web1', {}],
  ['web1:2222', 'web1', { ansible_ssh_port: 2222 }],
  ['[fe80::1]:23', 'fe80::1', { ansible_ssh_port: 23 }],
  ['fe80::1', 'fe80::1', {}],
  ['web1:', 'web1:', {}],
] as const)('%s is the host %s', ([name, host, port]) => {
  const decision = planAddHost({ name, groups: ['a', ' b ', 'a'], variables: { color: 'red' } });
  expect(decision).toMatchObject({
    kind: 'satisfied',
    result: { add_host: { host_name: host, groups: ['a', 'b'], host_vars: { color: 'red', ...port } } },
    effect: { kind: 'add-host', name: host, groups: ['a', 'b'], variables: { color: 'red', ...port } },
  });
});
