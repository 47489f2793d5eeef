import { didYouMean } from '../../text/edit-distance.ts';
import { Fault } from '../fault.ts';
import { selectionFilters } from './filters/counting/selections.ts';
import { sizeFilters } from './filters/counting/sizes.ts';
import { encodeFilters } from './filters/encode.ts';
import { generalFilters } from './filters/general.ts';
import { ipFilters } from './filters/ip.ts';
import { jsonFilters } from './filters/json.ts';
import { listFilters } from './filters/lists.ts';
import { chanceFilters } from './filters/machine/chance.ts';
import { fileFilters } from './filters/machine/files.ts';
import { timeFilters } from './filters/machine/times.ts';
import { yamlDataFilters } from './filters/machine/yaml-data.ts';
import { mappingFilters } from './filters/mappings.ts';
import { numberFilters } from './filters/numbers.ts';
import { pathFilters } from './filters/paths.ts';
import { regexFilters } from './filters/regex.ts';
import { selectFilters } from './filters/select.ts';
import { sortedFilters } from './filters/sorted.ts';
import { textFilters } from './filters/text.ts';
import { commentFilters } from './filters/writing/comment.ts';
import { htmlFilters } from './filters/writing/html.ts';
import { urlFilters } from './filters/writing/urls.ts';
import { windowsFilters } from './filters/writing/windows.ts';
import { wrapFilters } from './filters/writing/wrap.ts';
import { yamlFilters } from './filters/yaml/yaml.ts';
import { functions } from './functions.ts';
import { methods } from './methods.ts';
import type { Callee, Routine } from './routine.ts';
import { comparisonTests } from './tests/comparisons.ts';
import { fileTests } from './tests/files.ts';
import { kindTests } from './tests/kinds.ts';
import { nameTests } from './tests/names.ts';
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
      ...selectionFilters,
      ...sizeFilters,
      ...chanceFilters,
      ...fileFilters,
      ...timeFilters,
      ...yamlDataFilters,
      ...commentFilters,
      ...htmlFilters,
      ...urlFilters,
      ...windowsFilters,
      ...wrapFilters,
    }),
  ),
  test: new Map(
    Object.entries({
      ...kindTests,
      ...comparisonTests,
      ...resultTests,
      ...versionTests,
      ...fileTests,
      ...nameTests,
    }),
  ),
  function: new Map(Object.entries(functions)),
  method: new Map(Object.entries(methods)),
};

/** `ansible.builtin.bool` is `bool`. */
export function shortName(name: string): string {
  return name.replace(/^ansible\.(?:builtin|legacy|utils)\./, '');
}

/** True where there is a routine of this name, or a reason why there is none. */
export function isRoutine({ kind, name }: Callee): boolean {
  return routines[kind].has(name) || unsupported.has(`${kind} ${name}`);
}

/** The routine of this name, or the error that tells what to use instead. */
export function findRoutine({ kind, name: written }: Callee, offset?: number): Routine {
  const name = shortName(written);
  const found = routines[kind].get(name);
  if (found !== undefined) return found;
  const instead = unsupported.get(`${kind} ${name}`);
  const message =
    instead === undefined ? `there is no ${kind} \`${name}\`` : `the ${kind} \`${name}\` is not supported`;
  throw new Fault('syntax', message, { offset, hint: instead ?? wayOutOf({ kind, name }) });
}

function wayOutOf({ kind, name }: Callee): string {
  const ofOthers = name.includes('.') && (kind === 'filter' || kind === 'test');
  if (ofOthers) return `the ${kind}s of collections are not there: say it with those of Ansible itself`;
  const near = didYouMean(name, routines[kind].keys());
  return near ?? `there are those of Ansible and Jinja alone; say it with them, or give the value with -e`;
}

/** What Ansible and Jinja have and we leave out on purpose, and what to do instead. */
const unsupported: ReadonlyMap<string, string> = new Map([
  ['filter expandvars', "write `lookup('env', 'NAME')` for each variable of the environment"],
  ['filter json_query', 'use `selectattr`, `map` and `dict2items`'],
  ['filter vault', 'close the file or the value with `rulerun vault`'],
  [
    'filter unvault',
    "keep the value as `!vault` in the variables, or read the file with `lookup('unvault', …)`",
  ],
  ['filter pprint', 'use `to_nice_json` or `to_nice_yaml`'],
  ['filter urlize', 'this is for web pages; write the link itself'],
  ['test filter', 'names of filters are known before a run; write the filter itself'],
  ['test test', 'names of tests are known before a run; write the test itself'],
  ['test vault_encrypted', 'what is closed is opened when it is read; ask whether it is defined'],
  ['function lipsum', 'this is for drafts of web pages; write the text itself'],
  ['function finalize', 'this is a part of Ansible that no playbook needs'],
]);
