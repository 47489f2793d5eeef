import { didYouMean } from '../../text/edit-distance.ts';
import { Fault } from '../fault.ts';
import { encodeFilters } from './filters/encode.ts';
import { generalFilters } from './filters/general.ts';
import { ipFilters } from './filters/ip.ts';
import { jsonFilters } from './filters/json.ts';
import { listFilters } from './filters/lists.ts';
import { mappingFilters } from './filters/mappings.ts';
import { numberFilters } from './filters/numbers.ts';
import { pathFilters } from './filters/paths.ts';
import { regexFilters } from './filters/regex.ts';
import { selectFilters } from './filters/select.ts';
import { sortedFilters } from './filters/sorted.ts';
import { textFilters } from './filters/text.ts';
import { yamlFilters } from './filters/yaml/yaml.ts';
import { functions } from './functions.ts';
import { methods } from './methods.ts';
import type { Callee, Routine } from './routine.ts';
import { comparisonTests } from './tests/comparisons.ts';
import { kindTests } from './tests/kinds.ts';
import { resultTests } from './tests/results.ts';
import { versionTests } from './tests/version.ts';

const routines: Readonly<Record<Callee['kind'], ReadonlyMap<string, Routine>>> = {
  filter: new Map(
    Object.entries({
      ...generalFilters,
      ...textFilters,
      ...listFilters,
      ...sortedFilters,
      ...selectFilters,
      ...mappingFilters,
      ...numberFilters,
      ...jsonFilters,
      ...yamlFilters,
      ...encodeFilters,
      ...regexFilters,
      ...pathFilters,
      ...ipFilters,
    }),
  ),
  test: new Map(Object.entries({ ...kindTests, ...comparisonTests, ...resultTests, ...versionTests })),
  function: new Map(Object.entries(functions)),
  method: new Map(Object.entries(methods)),
};

/** The routine of this name, or the error that tells what to use instead. */
export function findRoutine({ kind, name }: Callee, offset?: number): Routine {
  const found = routines[kind].get(name);
  if (found !== undefined) return found;
  const instead = unsupported.get(`${kind} ${name}`);
  const message =
    instead === undefined ? `there is no ${kind} \`${name}\`` : `the ${kind} \`${name}\` is not supported`;
  throw new Fault('syntax', message, { offset, hint: instead ?? didYouMean(name, routines[kind].keys()) });
}

const noLookup = 'templates read no files and ask no services; give the value as a variable';
const noTime = 'a template gives the same result whenever it is rendered; give the time as a variable';
const noChance = 'a template gives the same result whenever it is rendered; give the value as a variable';

/** What Ansible has and we leave out on purpose. */
const unsupported: ReadonlyMap<string, string> = new Map([
  ['function lookup', noLookup],
  ['function query', noLookup],
  ['function q', noLookup],
  ['function now', noTime],
  ['filter strftime', noTime],
  ['filter to_datetime', noTime],
  ['filter random', noChance],
  ['filter shuffle', noChance],
  ['filter password_hash', noChance],
  ['filter fileglob', noLookup],
  ['filter expandvars', noLookup],
  ['filter expanduser', noLookup],
  ['filter realpath', noLookup],
  ['filter from_yaml', 'keep the data as YAML in the playbook or inventory, or use `from_json`'],
  ['filter json_query', 'use `selectattr` and `map`'],
  ['test file', noLookup],
  ['test directory', noLookup],
  ['test exists', noLookup],
  ['test link', noLookup],
]);
