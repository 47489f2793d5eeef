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
import type { Routines } from './routine.ts';
import { comparisonTests } from './tests/comparisons.ts';
import { kindTests } from './tests/kinds.ts';
import { resultTests } from './tests/results.ts';
import { versionTests } from './tests/version.ts';

/** Everything that can stand behind a `|`. */
export const filters: Routines = new Map([
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
]);

/** Everything that can stand behind `is`. */
export const tests: Routines = new Map([...kindTests, ...comparisonTests, ...resultTests, ...versionTests]);

export { functions } from './functions.ts';
export { methods } from './methods.ts';
