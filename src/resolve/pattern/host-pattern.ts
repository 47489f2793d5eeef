import type { Host, Inventory } from '../../model/playbook/inventory.ts';
import { didYouMean } from '../../text/edit-distance.ts';
import { globTest } from '../../text/glob.ts';
import { regexTest } from './regex.ts';
import { type PatternTerm, readTerm, type Subscript, splitPattern } from './terms.ts';

/** What a pattern chooses from. */
export interface PatternInventory extends Inventory {
  /** What `localhost`, `127.0.0.1` and `::1` mean when a pattern names them and the inventory does not. */
  readonly localHosts: ReadonlyMap<string, Host>;
}

export type Matched =
  /** Each once, in the order of the pattern and within a term in that of the inventory. May be none. */
  | { readonly ok: true; readonly hosts: readonly Host[] }
  /** Every part that matches nothing, in one sentence. */
  | { readonly ok: false; readonly message: string; readonly hint: string | undefined };

/** Names of the files that `--limit` takes patterns from, as in `--limit @failed.txt`. */
export function filesInLimit(limit: string): readonly string[] {
  return splitPattern(limit).flatMap((part) => (part.startsWith('@') ? [part.slice(1)] : []));
}

/**
 * The hosts that a pattern such as `web:&prod:!web3` means, by Ansible's rules: what has no sign is put together in
 * order, then `&` keeps, then `!` takes away, wherever they stand; without anything to start from it is `all`.
 *
 * A part that matches no host and no group is an error: a slip in `!canary` would otherwise reach the canary. That
 * the parts together leave nobody is none, nor is what `mayCome` while a run is under way. `limitFiles` are the contents of
 * `filesInLimit`: one part a line.
 */
export function hostsMatching(
  pattern: string,
  inventory: PatternInventory,
  limitFiles: ReadonlyMap<string, string> = new Map(),
  mayCome: (name: string) => boolean = () => false,
): Matched {
  const terms = splitPattern(pattern)
    .flatMap((part) => linesOf(part, limitFiles))
    .map(readTerm);
  if (terms.length === 0) {
    return { ok: false, message: 'the host pattern is empty', hint: 'write `all` for every host' };
  }
  const problems: Problem[] = [];
  const chosen = terms.map((term) => ({ ...term, hosts: hostsOf(term, inventory, mayCome, problems) }));
  const [first] = problems;
  if (first !== undefined) {
    const message = [...new Set(problems.map(({ message }) => message))].join('; ');
    return { ok: false, message, hint: problems.find(({ hint }) => hint !== undefined)?.hint };
  }
  const added = chosen.filter(({ effect }) => effect === 'add').flatMap(({ hosts }) => hosts);
  const isOpen = chosen.every(({ effect }) => effect !== 'add');
  const kept = chosen.filter(({ effect }) => effect === 'keep').map(({ hosts }) => new Set(hosts));
  const dropped = new Set(chosen.filter(({ effect }) => effect === 'drop').flatMap(({ hosts }) => hosts));
  const hosts = [...new Set(isOpen ? membersOf('all', inventory) : added)].filter(
    (host) => kept.every((keep) => keep.has(host)) && !dropped.has(host),
  );
  return { ok: true, hosts: withOneSelf(hosts, inventory) };
}

interface Problem {
  readonly message: string;
  readonly hint: string | undefined;
}

function linesOf(part: string, limitFiles: ReadonlyMap<string, string>): readonly string[] {
  const lines = part.startsWith('@') ? limitFiles.get(part.slice(1)) : undefined;
  return lines?.split(/\r?\n/).flatMap((line) => line.trim() || []) ?? [part];
}

function hostsOf(
  term: PatternTerm,
  inventory: PatternInventory,
  mayCome: (name: string) => boolean,
  problems: Problem[],
): readonly Host[] {
  const found = find(term, inventory);
  if ('message' in found) {
    if (!mayCome(term.name)) problems.push(found);
    return [];
  }
  const { subscript } = term;
  if (subscript === undefined || found.length === 0) return found;
  const some = pick(found, subscript);
  if (some === undefined) {
    const count = found.length === 1 ? 'there is only 1 host' : `there are only ${found.length} hosts`;
    const hint = `the last one is \`[${found.length - 1}]\` or \`[-1]\``;
    problems.push({ message: `\`${term.text}\`: ${count}, counted from 0`, hint });
  }
  return some ?? [];
}

/** `undefined` when there is no such host. */
function pick(hosts: readonly Host[], subscript: Subscript): readonly Host[] | undefined {
  if (subscript.kind === 'range') return hosts.slice(subscript.first, subscript.last + 1);
  const host = hosts.at(subscript.index);
  return host === undefined ? undefined : [host];
}

/** A host by that name; else the members of the groups that match; else, or for a pattern also, the hosts that do. */
function find({ effect, name, text }: PatternTerm, inventory: PatternInventory): readonly Host[] | Problem {
  const exact = effect === 'add' ? inventory.hosts.get(text) : undefined;
  if (exact !== undefined) return [exact];
  if (name === '' || name === '~')
    return { message: `nothing follows \`${text}\` in the host pattern`, hint: undefined };

  const regex = name.startsWith('~') ? regexTest(name.slice(1)) : undefined;
  if (regex?.ok === false) return { message: `\`${text}\`: ${regex.error.message}`, hint: regex.error.hint };
  const test = regex?.value ?? globTest(name);
  const groups = [...inventory.groups.keys()].filter(test);
  const members = groups.flatMap((group) => membersOf(group, inventory));
  const alsoHosts = groups.length === 0 || regex !== undefined || /[.?*[]/.test(name);
  const hosts = alsoHosts ? [...inventory.hosts.values()].filter((host) => test(host.name)) : [];
  const found = [...new Set([...members, ...hosts])];
  if (found.length > 0 || groups.length > 0) return found;
  const self = inventory.localHosts.get(name);
  return self === undefined ? unmatched(name, text, inventory) : [self];
}

function unmatched(name: string, text: string, { groups, hosts }: Inventory): Problem {
  const message = `no host or group matches \`${text}\``;
  if (name.startsWith('@')) return { message, hint: 'a file of hosts is for `--limit` alone' };
  if (/\[[^\]]*\]$/.test(name)) return { message, hint: 'a subscript is `[0]`, `[-1]`, `[1:3]` or `[1:]`' };
  const near = didYouMean(name, [...groups.keys(), ...hosts.keys()]);
  return { message, hint: near ?? '`rulerun inventory --graph` shows the hosts and groups there are' };
}

function membersOf(group: string, { groups, hosts }: Inventory): readonly Host[] {
  return groups.get(group)?.hosts.flatMap((name) => hosts.get(name) ?? []) ?? [];
}

/** This machine is one host, however many of its names a pattern uses: the first. */
function withOneSelf(hosts: readonly Host[], inventory: PatternInventory): readonly Host[] {
  const implicit = hosts.filter(({ name }) => !inventory.hosts.has(name));
  return hosts.filter(
    (host) => implicit.length < 2 || host === implicit[0] || inventory.hosts.has(host.name),
  );
}
