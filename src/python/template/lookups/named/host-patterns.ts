import type { Meter } from '../../../meter.ts';
import { firstMatch, programOf } from '../../../regex/use.ts';
import { fitsGlob } from './glob.ts';

type Groups = ReadonlyMap<string, readonly string[]>;

/** The hosts of a pattern such as `web:!web3:&europe`, by what `groups` says; none where nothing has such a name. */
export function hostnamesLike(pattern: string, groups: Groups, meter: Meter): readonly string[] {
  const parts = pattern
    .split(/[,:](?![^[]*\])/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const sets = parts.map((part) => new Set(hostsOf(part.replace(/^[!&]/, ''), groups, meter)));
  const kept = (sign: string): readonly ReadonlySet<string>[] =>
    sets.filter((_, at) => (parts[at] ?? '').startsWith(sign));
  const plain = sets.filter((_, at) => !/^[!&]/.test(parts[at] ?? ''));
  const all = plain.length === 0 ? [...everyHost(groups)] : [...new Set(plain.flatMap((set) => [...set]))];
  return all
    .filter((host) => kept('&').every((set) => set.has(host)))
    .filter((host) => !kept('!').some((set) => set.has(host)));
}

function everyHost(groups: Groups): ReadonlySet<string> {
  return new Set([...(groups.get('all') ?? []), ...[...groups.values()].flat()]);
}

function hostsOf(part: string, groups: Groups, meter: Meter): readonly string[] {
  const [, name = part, first, last] = /^([^~].*)\[(-?\d+)(?:[:-](\d*))?\]$/.exec(part) ?? [];
  const found = named(name, groups, meter);
  if (first === undefined) return found;
  if (last === undefined) return [found.at(Number(first))].filter((host) => host !== undefined);
  return found.slice(Number(first), last === '' ? undefined : Number(last) + 1);
}

function named(name: string, groups: Groups, meter: Meter): readonly string[] {
  if (name === 'all' || name === '*') return [...everyHost(groups)];
  const fits = name.startsWith('~')
    ? (one: string): boolean => firstMatch(programOf(name.slice(1)), one, 'match', meter) !== undefined
    : (one: string): boolean => fitsGlob(one, name, meter);
  const inGroups = [...groups].filter(([group]) => fits(group)).flatMap(([, hosts]) => hosts);
  return [...new Set([...inGroups, ...[...everyHost(groups)].filter(fits)])];
}
