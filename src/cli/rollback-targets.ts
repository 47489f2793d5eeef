import type { Address, Target } from '../model/address.ts';
import { RulerunError } from '../model/error.ts';
import { ExitCode } from '../model/exit-code.ts';
import type { Cli } from './command-line.ts';
import { type FrozenTarget, thawed } from './frozen.ts';
import { loadPlanOf, playbookIn } from './load.ts';
import type { RunOptions } from './options.ts';
import type { Passwords } from './passwords.ts';

/** An inventory is read for the hosts in it, as with any playbook. */
const PLAYBOOK = `- name: Go back
  hosts: all
  tasks:
    - debug: {msg: nothing is done}
`;

/**
 * How to reach the hosts of a run now: as then, unless an inventory says otherwise (a new address), or the command line (a
 * key that has moved, another user). Undefined: the inventory is wrong, and that has been told.
 * @throws {RulerunError} `NO_INVENTORY`
 */
export async function targetsNow(
  frozen: readonly FrozenTarget[],
  options: RunOptions,
  passwords: Passwords,
  cli: Cli,
): Promise<readonly Target[] | undefined> {
  const known = await targetsIn(options, cli);
  if (known === undefined) return undefined;
  return frozen.map((target) => {
    const now = known.get(target.name);
    if (now === undefined) return overridden(thawed(target, passwords), options);
    const { address } = now;
    return {
      ...now,
      address:
        address.kind === 'ssh' ? { ...address, password: address.password ?? passwords.password } : address,
      becomePassword: now.becomePassword ?? passwords.becomePassword,
    };
  });
}

async function targetsIn(options: RunOptions, cli: Cli): Promise<ReadonlyMap<string, Target> | undefined> {
  if (options.inventory.length === 0) {
    if (options.extraVars.length === 0) return new Map();
    throw new RulerunError('NO_INVENTORY', '-e says nothing to a rollback without an inventory', {
      exitCode: ExitCode.usage,
      hint: 'name the inventory too: -i inventory; a rollback without one reaches hosts as the run did',
    });
  }
  const { value, diagnostics } = await playbookIn(PLAYBOOK, 'rulerun rollback');
  const read = { playbooks: value === undefined ? [] : [value], diagnostics, texts: new Map() };
  const { inventory, extraVars, forks, verbose, user, privateKey, knownHosts, timeout } = options;
  const reach = {
    ...(user === undefined ? {} : { user }),
    ...(privateKey === undefined ? {} : { privateKey }),
    ...(knownHosts === undefined ? {} : { knownHosts }),
    ...(timeout === undefined ? {} : { timeout }),
  };
  const plain: RunOptions = { inventory, extraVars, forks, verbose, tags: [], skipTags: [], ...reach };
  const loaded = await loadPlanOf(read, [], plain, cli);
  if (!loaded.ok) return undefined;
  const hosts = loaded.plan.plays.flatMap(({ batches }) => batches.flat());
  return new Map(hosts.map(({ target }) => [target.name, target]));
}

/** What is said now wins over what held then. */
function overridden(target: Target, { user, privateKey, knownHosts, timeout }: RunOptions): Target {
  const { address } = target;
  if (address.kind !== 'ssh') return target;
  const { hostKeys } = address;
  const now: Address = {
    ...address,
    ...(user === undefined ? {} : { user }),
    ...(privateKey === undefined ? {} : { keyFiles: [privateKey], keysNamed: true }),
    ...(timeout === undefined ? {} : { connectTimeoutMs: timeout * 1000 }),
    ...(knownHosts === undefined || hostKeys.mode === 'pinned'
      ? {}
      : { hostKeys: { ...hostKeys, knownHostsFiles: [knownHosts, ...hostKeys.knownHostsFiles.slice(1)] } }),
  };
  return { ...target, address: now };
}
