import type { Action } from '../model/action.ts';
import { assert } from './assert/action.ts';
import { command } from './command/action.ts';
import { copy } from './copy/action.ts';
import { debug } from './debug/action.ts';
import { diskSpace } from './disk_space/action.ts';
import { fail } from './fail/action.ts';
import { file } from './file/action.ts';
import { fileText } from './file_text/action.ts';
import { firewallProbe } from './firewall_probe/action.ts';
import { hostFree } from './host_free/action.ts';
import { iptablesChain } from './iptables_chain/action.ts';
import { iptablesFile } from './iptables_file/action.ts';
import { iptablesLive } from './iptables_live/action.ts';
import { iptablesLoaded } from './iptables_loaded/action.ts';
import { iptablesOwners } from './iptables_owners/action.ts';
import { lineinfile } from './lineinfile/action.ts';
import { ruleKeepers } from './rule_keepers/action.ts';
import { service } from './service/action.ts';
import { shell } from './shell/action.ts';
import { stat } from './stat/action.ts';
import { systemd } from './systemd/action.ts';
import { unitFile } from './unit_file/action.ts';
import { unitGraph } from './unit_graph/action.ts';
import { waitFor } from './wait_for/action.ts';

/** Every action, by name. */
export const actionList: readonly Action[] = [
  assert,
  command,
  copy,
  debug,
  diskSpace,
  fail,
  file,
  fileText,
  firewallProbe,
  hostFree,
  iptablesChain,
  iptablesFile,
  iptablesLive,
  iptablesLoaded,
  iptablesOwners,
  lineinfile,
  ruleKeepers,
  service,
  shell,
  stat,
  systemd,
  unitFile,
  unitGraph,
  waitFor,
];

/** Every action under each of its names. */
export const actions: ReadonlyMap<string, Action> = byName(actionList);

/** These actions, under each of their names. */
export function byName(list: readonly Action[]): ReadonlyMap<string, Action> {
  return new Map(
    list.flatMap((action) => [action.name, ...action.aliases].map((name) => [name, action] as const)),
  );
}
