import { RulerunError } from '../../model/error.ts';
import type { Address, Target } from '../../model/playbook/address.ts';
import type { Controller } from '../controller.ts';
import { everyHost } from '../every-host.ts';
import type { Diagnosed, NotLoaded } from '../loaded.ts';
import { type LoadOptions, noPasswords, type Passwords, picked } from '../project/options.ts';
import { type RecordedHost, targetOf } from '../records/recorded-hosts.ts';

/** How the hosts of a run are reached where that is another way than then. */
export type ReachOptions = Pick<
  LoadOptions,
  'inventory' | 'extraVars' | 'user' | 'privateKey' | 'knownHosts' | 'timeout'
>;

export interface TargetsNow extends Diagnosed {
  readonly ok: true;
  readonly targets: readonly Target[];
}

/**
 * How to reach the hosts of a run now: as then, unless an inventory says otherwise (a new address), or the options (a key
 * that has moved, another user).
 * @throws {RulerunError} `NO_INVENTORY`
 */
export async function targetsNow(
  recorded: readonly RecordedHost[],
  options: ReachOptions,
  passwords: Passwords,
  controller: Controller,
): Promise<TargetsNow | NotLoaded> {
  const known = await targetsIn(options, controller);
  if (!known.ok) return known;
  const byName = new Map(known.targets.map((target) => [target.name, target]));
  const targets = recorded.map((host) => {
    const now = byName.get(host.name);
    if (now === undefined) return overridden(targetOf(host, passwords), options);
    const { address } = now;
    return {
      ...now,
      address:
        address.kind === 'ssh' ? { ...address, password: address.password ?? passwords.password } : address,
      becomePassword: now.becomePassword ?? passwords.becomePassword,
    };
  });
  return { ...known, targets };
}

async function targetsIn(options: ReachOptions, controller: Controller): Promise<TargetsNow | NotLoaded> {
  if (options.inventory.length === 0) {
    if (options.extraVars.length === 0) return { ok: true, targets: [], diagnostics: [], texts: new Map() };
    throw new RulerunError('NO_INVENTORY', '-e says nothing to a rollback without an inventory', {
      hint: 'name the inventory too: -i inventory; a rollback without one reaches hosts as the run did',
    });
  }
  const reach = picked(options, ['inventory', 'extraVars', 'user', 'privateKey', 'knownHosts', 'timeout']);
  const found = await everyHost('rulerun rollback', reach, {
    ...controller,
    passwords: async () => noPasswords,
  });
  return found.ok ? { ...found, targets: found.hosts.map(({ target }) => target) } : found;
}

/** What is said now wins over what held then. */
function overridden(target: Target, { user, privateKey, knownHosts, timeout }: ReachOptions): Target {
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
