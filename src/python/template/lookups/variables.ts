import { firstMatch, programOf } from '../../regex/use.ts';
import { isList, isMapping, isUndefined, known, type Value } from '../../values/value.ts';
import { type LookupCall, type LookupPlugins, lookupFault, lookupPlugin, textTerm } from './lookup.ts';
import { hostnamesLike } from './named/host-patterns.ts';

/** What asks the variables by names that are worked out. */
export const variableLookups: LookupPlugins = {
  vars: lookupPlugin('default', (call) => call.terms.map((term) => variable(textTerm(term), call))),
  varnames: lookupPlugin('', variableNames),
  inventory_hostnames: lookupPlugin('', inventoryHostnames),
};

function variable(name: string, { options, variable: read }: LookupCall): Value {
  const found = read(name);
  const otherwise = options.get('default') ?? null;
  if (!isUndefined(found)) return found;
  return known(otherwise === null ? found : otherwise);
}

function variableNames({ terms, scope, meter }: LookupCall): readonly Value[] {
  const names = [...new Set(scope.names())];
  meter.step(names.length);
  return terms.flatMap((term) => {
    const program = programOf(textTerm(term));
    return names.filter((name) => firstMatch(program, name, 'search', meter) !== undefined);
  });
}

function inventoryHostnames({ terms, variable: read, meter }: LookupCall): readonly Value[] {
  const groups = known(read('groups'));
  if (!isMapping(groups)) throw lookupFault('`groups` is no mapping of the inventory');
  const members = new Map(
    Object.entries(groups).map(
      ([group, hosts]) => [group, isList(hosts) ? hosts.map(textTerm) : []] as const,
    ),
  );
  return hostnamesLike(terms.map(textTerm).join(','), members, meter);
}
