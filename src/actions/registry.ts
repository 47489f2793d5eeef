import type { Action } from '../model/action.ts';
import { assert } from './checks/assert/action.ts';
import { debug } from './checks/debug/action.ts';
import { diskSpace } from './checks/disk_space/action.ts';
import { fail } from './checks/fail/action.ts';
import { hostFree } from './checks/host_free/action.ts';
import { waitFor } from './checks/wait_for/action.ts';
import { command } from './commands/command/action.ts';
import { shell } from './commands/shell/action.ts';
import { copy } from './files/copy/action.ts';
import { file } from './files/file/action.ts';
import { fileText } from './files/file_text/action.ts';
import { lineinfile } from './files/lineinfile/action.ts';
import { stat } from './files/stat/action.ts';
import { firewallProbe } from './firewall/firewall_probe/action.ts';
import { iptablesChain } from './firewall/iptables_chain/action.ts';
import { iptablesFile } from './firewall/iptables_file/action.ts';
import { iptablesLive } from './firewall/iptables_live/action.ts';
import { iptablesLoaded } from './firewall/iptables_loaded/action.ts';
import { iptablesOwners } from './firewall/iptables_owners/action.ts';
import { ruleKeepers } from './firewall/rule_keepers/action.ts';
import { service } from './services/service/action.ts';
import { systemd } from './services/systemd/action.ts';
import { unitFile } from './services/unit_file/action.ts';
import { unitGraph } from './services/unit_graph/action.ts';

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
