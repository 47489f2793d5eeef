import type { Action } from '../../model/action.ts';
import { canonicalName } from '../../model/params/param-rules.ts';
import { over } from '../../model/playbook/inherit.ts';
import type { DefaultParam, ModuleDefaults } from '../../model/playbook/structure.ts';
import type { MapEntry, MapNode, Tree } from '../../model/values/tree.ts';
import { didYouMean } from '../../text/edit-distance.ts';
import { mistake, warning } from '../diagnostics/mistake.ts';
import { checkMap } from '../playbook/check-map.ts';
import type { Reading } from '../playbook/language.ts';
import { paramsRules } from '../playbook/level-rules.ts';
import type { Chosen } from '../playbook/task-action.ts';
import { readParam } from '../playbook/task-params.ts';
import {
  entryOf,
  holdsTemplate,
  isNothing,
  isTemplate,
  keyPlace,
  treePlace,
  valuePlace,
} from '../yaml/tree-place.ts';

/** What a mapping says under `module_defaults`. As in Ansible a later word on an action replaces an earlier one as a whole. */
export function moduleDefaultsIn(keywords: MapNode, reading: Reading): ModuleDefaults {
  const value = entryOf(keywords, 'module_defaults')?.value;
  if (value === undefined || isNothing(value)) return new Map();
  const all = value.kind === 'list' ? value.items : [value];
  // Any other value that is no mapping has been told by its form.
  if (holdsTemplate(value)) for (const one of all) if (one.kind !== 'map') refuseForm(one, reading);
  return new Map(
    all
      .flatMap((one) => (one.kind === 'map' ? one.entries : []))
      .flatMap((entry) => ofAction(entry, reading)),
  );
}

function refuseForm(tree: Tree, { diagnostics }: Reading): void {
  const message = '`module_defaults` must be a mapping of actions, or a list of such mappings';
  const hint = 'such as `{copy: {mode: "{{ mode }}"}}`: only the values of parameters may hold templates';
  diagnostics.push(mistake(treePlace(tree), 'template', message, hint));
}

function ofAction(
  entry: MapEntry,
  reading: Reading,
): readonly (readonly [string, readonly DefaultParam[]])[] {
  const { key, value } = entry;
  const { diagnostics, language } = reading;
  const refuse = (message: string, hint: string): readonly [] => {
    diagnostics.push(mistake(keyPlace(entry), 'unsupported', message, hint));
    return [];
  };
  if (/^group\//.test(key))
    return refuse(`\`${key}\` stands for a group of actions, which is not supported`, 'name each action');
  if (isTemplate(key))
    return refuse('the name of an action cannot hold a template', 'only values may: write the name itself');
  const action = language.actions.get(key);
  if (action === undefined) {
    const message = `there is no action \`${key}\`: these defaults have no effect`;
    const hint = didYouMean(key.replace(/^.*\./, ''), [...language.actions.keys()].filter(isShort));
    diagnostics.push(warning(keyPlace(entry), 'unknown-action', message, hint ?? LISTED));
    return [];
  }
  if (STRUCTURE.has(action.name)) {
    const message = `\`${action.name}\` takes no defaults: these have no effect`;
    diagnostics.push(warning(keyPlace(entry), 'unsupported', message, 'write them in the task itself'));
    return [];
  }
  if (action.params.others !== undefined)
    return refuse(`\`${action.name}\` takes no defaults here`, 'write them in the task itself');
  if (value.kind !== 'map') {
    const message = `the defaults of \`${key}\` must be a mapping of parameters`;
    const hint = 'write them one by one; the value of each may hold templates';
    diagnostics.push(mistake(valuePlace(entry), 'invalid-parameters', message, hint));
    return [];
  }
  return [[action.name, paramsIn(value, action, entry, reading)]];
}

/** What Ansible reads before it comes to defaults. */
const STRUCTURE: ReadonlySet<string> = new Set([
  ...['import_role', 'import_tasks', 'include_role', 'include_tasks', 'meta'],
]);

const LISTED = '`rulerun doc` lists the actions';

function isShort(name: string): boolean {
  return !name.includes('.');
}

/** Each is checked by itself: what is missing, and what does not go together, shows where a task takes them. */
function paramsIn(map: MapNode, action: Action, entry: MapEntry, reading: Reading): readonly DefaultParam[] {
  const rules = { ...paramsRules(action, keyPlace(entry)), broken: () => [] };
  reading.diagnostics.push(...checkMap(map, rules).diagnostics);
  return map.entries.flatMap((each) => {
    const name = canonicalName(action.params, each.key);
    if (name === undefined) return [];
    const names = [name, ...(action.params.properties[name]?.aliases ?? [])];
    return [{ entry: readParam(action, each, reading), names }];
  });
}

/** The same reading, for what stands where these defaults hold. */
export function readingWithin(defaults: ModuleDefaults | undefined, reading: Reading): Reading {
  if (defaults === undefined || defaults.size === 0) return reading;
  const { standing } = reading;
  return { ...reading, standing: { ...standing, moduleDefaults: over(standing.moduleDefaults, defaults) } };
}

/** Tells those apart that come from different places. */
export function signatureOf(defaults: ModuleDefaults): string {
  return [...defaults]
    .flatMap(([action, params]) => [action, ...params.map(({ entry: { keyAt } }) => JSON.stringify(keyAt))])
    .join(' ');
}

/** As in Ansible what includes others takes them for those alone. */
export function refuseDefaultsOfInclude({ action, keywords }: Chosen, { diagnostics }: Reading): void {
  const entry = entryOf(keywords, 'module_defaults');
  if (entry === undefined || !action.name.startsWith('include_') || action.name === 'include_vars') return;
  const message = `\`${action.name}\` itself takes no \`module_defaults\``;
  diagnostics.push(
    mistake(keyPlace(entry), 'unsupported', message, 'write it under `apply:`, or on a block around it'),
  );
}
