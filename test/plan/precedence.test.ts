import { expect, test } from 'vitest';
import { evaluatorBefore } from '../../src/resolve/evaluator.ts';
import { hostScopesOf } from '../../src/resolve/host-scope.ts';
import { planned } from './planned.ts';

test('what the run is nobody hides, who a host is a playbook may', async () => {
  const names = ['groups', 'hostvars', 'playbook_dir', 'omit', 'ansible_check_mode', 'play_hosts'];
  const hidden = ['inventory_hostname', 'group_names', 'inventory_dir'];
  const given = [...names, ...hidden].map((name) => [name, { value: 'mine', at: undefined }] as const);
  const playbook = '- hosts: web\n  vars: {inventory_hostname_short: mine}\n  tasks: [{debug: {msg: a}}]\n';
  const { value } = await planned(playbook, { extraVariables: new Map(given) });
  const [play] = value?.plays ?? [];
  if (value === undefined || play === undefined) throw new Error('no plan');
  const { expression } = evaluatorBefore(hostScopesOf(value)(play)('web1'));
  const mine = { ok: true, value: 'mine' };
  for (const name of names) expect(expression(name), name).not.toEqual(mine);
  for (const name of [...hidden, 'inventory_hostname_short']) expect(expression(name), name).toEqual(mine);
});

test('the hosts of a play may depend on its variables, and on groups', async () => {
  const playbook = (hosts: string): string =>
    `- hosts: "${hosts}"\n  vars: {where: db}\n  tasks: [{debug: {msg: a}}]\n`;
  for (const [hosts, wanted] of [
    ['{{ where }}', ['db1']],
    ['{{ groups.web[1] }}', ['web2']],
  ] as const) {
    const { value, diagnostics } = await planned(playbook(hosts));
    expect(diagnostics, hosts).toEqual([]);
    expect(
      value?.plays[0]?.batches.flat().map(({ target }) => target.name),
      hosts,
    ).toEqual(wanted);
  }
});
