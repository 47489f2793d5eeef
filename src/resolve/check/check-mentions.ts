import type { Actions } from '../../model/action.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Host, Inventory, Variables } from '../../model/playbook/inventory.ts';
import type { Mention } from '../../model/playbook/mention.ts';
import { inOrder } from '../../model/playbook/plan.ts';
import type { Play, Playbook } from '../../model/playbook/playbook.ts';
import { type Position, startOf } from '../../model/values/position.ts';
import { isGathered } from '../../probes/facts/names.ts';
import { type Reserved, reservedMeaning } from './reserved-names.ts';
import { namesSetBy } from './set-names.ts';
import { usesIn } from './variable-uses.ts';

/** Where names get values in a run, beside its plays. */
export interface Named {
  /** What any task of the run registers. */
  readonly registered: ReadonlySet<string>;
  readonly extraVariables: Variables;
  /** `undefined`: no inventory was named, so every variable of a host's may yet come. */
  readonly inventory: Inventory | undefined;
}

/** What any task of these playbooks registers. */
export function registeredIn(playbooks: readonly Playbook[], actions: Actions): ReadonlySet<string> {
  const tasks = playbooks.flatMap(({ plays }) =>
    plays.flatMap((play) => [
      ...inOrder(play),
      ...(play.gathering === undefined ? [] : [play.gathering.task]),
    ]),
  );
  return new Set(tasks.flatMap((task) => namesSetBy(task, actions)));
}

/**
 * Every use of a name that Ansible gives a value to and we do not, where nobody else gives it one: in the play, and in
 * those variables of its hosts that the play comes to use.
 */
export function checkMentions(play: Play, hosts: readonly Host[], named: Named): readonly Diagnostic[] {
  const found = new Map<string, Offence>();
  const inTasks = new Set(inOrder(play).flatMap(({ vars }) => [...vars.keys()]));
  const isGiven = (name: string): boolean => named.registered.has(name) || named.extraVariables.has(name);
  const isGivenInside = (name: string): boolean => isGiven(name) || play.vars.has(name) || inTasks.has(name);

  if (named.inventory === undefined) for (const mention of play.mentions) look(mention, undefined);
  for (const host of hosts) {
    const seen = new Set<string>();
    for (const mention of play.mentions) {
      look(mention, host);
      follow(mention.name, host, seen);
    }
  }
  return [...found.values()].map((offence) => told(offence, named.inventory === undefined));

  function look({ name, members, at }: Mention, host: Host | undefined, given = isGiven): void {
    const meaning = reservedMeaning(name);
    const hasValue = given(name) || host?.variables.has(name) === true;
    if (meaning !== undefined && (meaning.wins || !hasValue)) note(meaning, name, at, host);
    if (name !== 'hostvars') return;
    for (const member of members) {
      const ofOthers = meaningOfOthers(member, named);
      if (ofOthers !== undefined) note(ofOthers, member, at, host);
    }
  }

  /** Into the templates of a host's own variables. */
  function follow(name: string, host: Host, seen: Set<string>): void {
    if (seen.has(name) || isGivenInside(name)) return;
    seen.add(name);
    const variable = host.variables.get(name);
    if (variable === undefined) return;
    for (const use of usesIn(variable)) {
      look({ ...use, at: variable.at ?? commandLine }, host, isGivenInside);
      follow(use.name, host, seen);
    }
  }

  function note(meaning: Reserved, name: string, at: Position, host: Host | undefined): void {
    const key = JSON.stringify([at, name]);
    const offence = found.get(key) ?? { meaning, name, at, hosts: [], of: hosts.length };
    found.set(key, offence);
    if (host !== undefined) offence.hosts.push(host.name);
  }
}

interface Offence {
  readonly meaning: Reserved;
  readonly name: string;
  readonly at: Position;
  readonly hosts: string[];
  /** How many hosts the play has. */
  readonly of: number;
}

const commandLine: Position = startOf('--extra-vars');

/** What `hostvars[…]` would have to give: of another host's, what the inventory says and what tasks set is known. */
function meaningOfOthers(
  member: string,
  { inventory, registered, extraVariables }: Named,
): Reserved | undefined {
  if (extraVariables.has(member)) return undefined;
  if ([...(inventory?.hosts.values() ?? [])].some(({ variables }) => variables.has(member))) return undefined;
  return registered.has(member) || isGathered(member, registered) ? undefined : reservedMeaning(member);
}

function told({ meaning, name, at, hosts, of }: Offence, mayCome: boolean): Diagnostic {
  const { code, message, hint } = meaning;
  return {
    severity: 'error',
    code,
    message: hosts.length === of ? message : `${message} (${onHosts(hosts)})`,
    at,
    length: name.length,
    hint: mayCome && code === 'fact' ? `${hint}; when the inventory has it, name that with -i` : hint,
  };
}

/** `for web1, web2 and 3 more`. */
export function onHosts(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `for ${shown} and ${names.length - 3} more` : `for ${shown}`;
}
