import { expect, test } from 'vitest';
import { planned } from '../../../test/plan/planned.ts';
import { actions } from '../../actions/registry.ts';
import type { Variables } from '../../model/playbook/inventory.ts';
import { WholeFloat } from '../../model/values/json.ts';
import { Secret } from '../../model/values/secret.ts';
import type { Loaded } from '../loaded.ts';
import { noPasswords } from '../project/options.ts';
import { planDigest } from '../saved-plan/digest.ts';
import type { StoredPlan } from './format.ts';
import { openPlan, storePlan } from './stored-plan.ts';

const INVENTORY = `
all:
  vars: {ansible_user: me, ansible_password: hunter2, db_pass: hunter3, tries: 3.0}
  hosts: {web1: {ansible_become: true}, web2: {size: 5.0, none: null}}
`;

const PLAYBOOK = `- hosts: web1
  vars: {size: 3, half: 2.0}
  tasks:
    - copy: {content: "{{ size }}", dest: /etc/size}
      when: size is defined
      register: made
    - lineinfile: {path: /etc/size, line: x}
  verify:
    - assert: {that: [made is defined]}
`;

const extraVariables: Variables = new Map([['word', { value: 'hush hush', at: undefined }]]);
const given = { actions, extraVariables, passwords: noPasswords };

async function loaded(): Promise<Loaded> {
  const { value: plan, diagnostics } = await planned(PLAYBOOK, { extraVariables }, INVENTORY);
  if (plan === undefined) throw new Error(JSON.stringify(diagnostics));
  return { ok: true, plan, actions, texts: new Map([['p.yml', PLAYBOOK]]), diagnostics, secrets: [] };
}

async function stored(): Promise<StoredPlan> {
  return JSON.parse(JSON.stringify(storePlan(['p.yml'], await loaded()))) as StoredPlan;
}

test('a plan comes back from JSON as it was, but for what it must not hold', async () => {
  const { plan, texts } = await loaded();
  const back = openPlan(await stored(), given);
  expect(back.plan.plays.map((play) => ({ ...play, batches: [] }))).toEqual(
    plan.plays.map((play) => ({ ...play, batches: [] })),
  );
  expect(back.plan.magic).toEqual(plan.magic);
  expect(back.texts).toEqual(texts);
  expect(back.plan.extraVariables).toBe(extraVariables);
  const [host, other] = [...back.plan.hosts.values()];
  expect([...(host?.variables.keys() ?? [])]).toEqual(['ansible_user', 'tries', 'ansible_become']);
  expect(host?.variables.get('tries')).toEqual(plan.hosts.get('web1')?.variables.get('tries'));
  expect(other?.variables.get('size')?.value).toEqual(new WholeFloat(5));
  expect(planDigest(openPlan(storePlan([], back), given).plan, 'salt')).toBe(planDigest(back.plan, 'salt'));
});

test('no password and nothing of the extra variables is in it, and passwords are given anew', async () => {
  const plan = await stored();
  expect(JSON.stringify(plan)).not.toMatch(/hunter|hush/);
  const passwords = { password: new Secret('one'), becomePassword: new Secret('two') };
  const { plan: back, secrets } = openPlan(plan, { ...given, passwords });
  expect(back.plays[0]?.batches[0]?.[0]?.target).toMatchObject({
    name: 'web1',
    address: { kind: 'ssh', password: passwords.password },
    becomePassword: passwords.becomePassword,
  });
  expect(secrets).toEqual(['two', 'one']);
});

test.for([
  ['of another way of writing', { formatVersion: 2 }, {}, 'writes plans in another way'],
  ['that is something else', { rulerun: 'plan' }, {}, 'writes plans in another way'],
  [
    'with other extra variables',
    {},
    { extraVariables: new Map() },
    'the extra variables are not those of this plan',
  ],
  [
    'with an action that is not known',
    {},
    { actions: new Map([...actions].filter(([name]) => name !== 'lineinfile')) },
    'this plan calls the action `lineinfile`, which is not known here',
  ],
] as const)('a plan %s is refused', async ([, change, otherwise, why]) => {
  const plan = { ...(await stored()), ...change } as StoredPlan;
  expect(() => openPlan(plan, { ...given, ...otherwise })).toThrow(why);
});

test('one whose tasks add to the inventory is not applied', async () => {
  const playbook = '- hosts: web1\n  tasks: [{add_host: {name: web3}}]\n';
  const { value: plan, diagnostics } = await planned(playbook, { extraVariables }, INVENTORY);
  if (plan === undefined) throw new Error(JSON.stringify(diagnostics));
  const document = storePlan(['p.yml'], { ...(await loaded()), plan });
  expect(() => openPlan(document, given)).toThrow('a task of this plan adds to the inventory');
});
