import { expect, test } from 'vitest';
import { shellLines } from './shell-line.ts';

const argv = ['rulerun', 'apply', 'disable-iptables-service.yml', '-i', 'inventory', '--yes'];

test.for([
  [undefined, ['$ rulerun apply disable-iptables-service.yml -i inventory --yes']],
  [80, ['$ rulerun apply disable-iptables-service.yml -i inventory --yes']],
  [65, ['$ rulerun apply disable-iptables-service.yml -i inventory --yes']],
  [50, ['$ rulerun apply disable-iptables-service.yml -i \\', '    inventory --yes']],
  [20, ['$ rulerun apply \\', '    disable-iptables-service.yml \\', '    -i inventory \\', '    --yes']],
] as const)('in %s cells', ([columns, lines]) => {
  expect(shellLines(argv, columns)).toEqual(lines);
});
