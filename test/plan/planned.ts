import { actions } from '../../src/actions/registry.ts';
import { growing, type PlanAgain } from '../../src/app/growing.ts';
import type { Read } from '../../src/model/diagnostic.ts';
import type { GrowingInventory, Plan } from '../../src/model/playbook/plan.ts';
import { checkExpression, checkTemplate } from '../../src/resolve/check/syntax-check.ts';
import { noSshConfigs } from '../../src/resolve/connection/ssh-variables.ts';
import { runMagic } from '../../src/resolve/magic.ts';
import { type PlanOptions, planRun } from '../../src/resolve/plan.ts';
import { readInventory } from '../../src/source/inventory/read.ts';
import { filesOf } from '../../src/source/inventory/reading.test-kit.ts';
import { readPlaybook } from '../../src/source/playbook/playbook.ts';

const INVENTORY = `
all:
  vars: {ansible_connection: local}
  children:
    web: {hosts: {'web[1:4]': }}
    db: {hosts: {db1: {ansible_become: true, ansible_become_user: postgres}}}
`;

/** The plan of a playbook's text on an inventory's. */
export async function planned(
  playbook: string,
  more: Partial<PlanOptions> = {},
  inventory = INVENTORY,
): Promise<Read<Plan>> {
  return (await plannedAgain(playbook, more, inventory)).plan;
}

/** The same, and how its tasks add to the inventory. */
export async function plannedAgain(
  playbook: string,
  more: Partial<PlanOptions>,
  inventory: string,
): Promise<{ readonly plan: Read<Plan>; readonly growing: () => GrowingInventory }> {
  const language = { actions: more.actions ?? actions, checkTemplate, checkExpression };
  const read = readPlaybook(playbook, 'plays/p.yml', language);
  if (read.value === undefined) throw new Error(JSON.stringify(read.diagnostics));
  const hosts = await readInventory(['inv.yml'], filesOf({ 'inv.yml': inventory }), { playbookDirs: [] });
  if (hosts.value === undefined) throw new Error(JSON.stringify(hosts.diagnostics));
  const [known, playbooks] = [hosts.value, [read.value]];
  const options: PlanOptions = {
    selection: { tags: [], skipTags: [] },
    startAtTask: undefined,
    folder: '/project',
    fileTrouble: () => undefined,
    inventorySources: ['inv.yml'],
    limit: undefined,
    limitFiles: new Map(),
    extraVariables: new Map(),
    varsFiles: new Map(),
    prompted: new Map(),
    actions,
    standingChecks: [],
    connection: {
      loginUser: 'me',
      home: '/home/me',
      agentSocket: undefined,
      user: undefined,
      privateKeyFile: undefined,
      knownHostsFile: undefined,
      password: undefined,
      connectTimeoutMs: undefined,
      sshConfigs: noSshConfigs,
      becomePassword: undefined,
      become: false,
      becomeUser: undefined,
    },
    ...more,
  };
  const plan = planRun(playbooks, known, options);
  const again: PlanAgain = {
    magic: (grown) => runMagic(grown, options),
    plan: (grown, kept) => planRun(playbooks, grown, { ...options, kept }),
  };
  return {
    plan,
    growing: () => {
      if (plan.value === undefined) throw new Error(JSON.stringify(plan.diagnostics));
      return growing(known, plan.value, [], again);
    },
  };
}
