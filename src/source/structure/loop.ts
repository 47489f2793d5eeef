import type { Loop, Until } from '../../model/playbook/loop.ts';
import type { MapEntry, MapNode, ScalarNode } from '../../model/values/tree.ts';
import { lookupName, lookupNamed, lookupNames } from '../../python/template/lookups/registry.ts';
import { didYouMean } from '../../text/edit-distance.ts';
import { mistake } from '../diagnostics/mistake.ts';
import { checkMap } from '../playbook/check-map.ts';
import { checkTemplates } from '../playbook/check-syntax.ts';
import type { Reading } from '../playbook/language.ts';
import { paramsRules } from '../playbook/level-rules.ts';
import { booleanIn, scalarIn, textIn, type Values } from '../playbook/values.ts';
import { entryOf, isTemplate, keyPlace } from '../yaml/tree-place.ts';
import { expressionsIn } from './inherited.ts';

/** What `loop_control` takes. */
const control = {
  name: 'loop_control',
  params: {
    properties: {
      loop_var: { type: 'string', description: 'The variable that holds the item' },
      index_var: { type: 'string', description: 'The variable that counts the items from 0' },
      label: { type: 'any', description: 'What an item is called where it is shown' },
      pause: { type: 'number', description: 'Seconds between two items' },
      extended: { type: 'boolean', description: 'True: `ansible_loop` tells more' },
      extended_allitems: { type: 'boolean', description: 'False: without all items' },
    },
  },
} as const;

/** The loop of a task; undefined: it has none, or a wrong one, which is told. */
export function loopIn(keywords: MapNode, reading: Reading): Loop | undefined {
  const [entry, other] = keywords.entries.filter(({ key }) => key === 'loop' || key.startsWith('with_'));
  const said = controlIn(keywords, reading);
  if (entry === undefined) return undefined;
  const { diagnostics } = reading;
  if (other !== undefined) {
    const message = `\`${entry.key}\` is this task's loop already`;
    diagnostics.push(mistake(keyPlace(other), 'conflicting-parameters', message, 'remove one of the two'));
  }
  checkTemplates(entry.value, reading);
  const kind = kindOf(entry, reading);
  if (kind === undefined) return undefined;
  return {
    ...{ kind, source: entry.value, at: entry.keyAt },
    variable: textIn(said.values, 'loop_var') ?? 'item',
    index: textIn(said.values, 'index_var'),
    label: said.label,
    pause: said.pause,
    extended: booleanIn(said.values, 'extended') ?? false,
    ...(booleanIn(said.values, 'extended_allitems') === false ? { withoutAll: true } : {}),
    ...(said.computed === undefined ? {} : { computed: said.computed }),
  };
}

function kindOf(entry: MapEntry, { diagnostics }: Reading): string | undefined {
  if (entry.key === 'loop') return 'loop';
  const name = lookupName(entry.key.replace(/^with_/, ''));
  if (lookupNamed(name) !== undefined) return name;
  const hint = didYouMean(name, lookupNames) ?? `there are ${lookupNames.join(', ')}`;
  diagnostics.push(mistake(keyPlace(entry), 'unknown-keyword', `there is no lookup \`${name}\``, hint));
  return undefined;
}

interface Control {
  readonly values: Values;
  readonly label: ScalarNode | undefined;
  readonly pause: ScalarNode | undefined;
  readonly computed: Loop['computed'];
}

function controlIn(keywords: MapNode, reading: Reading): Control {
  const entry = entryOf(keywords, 'loop_control');
  if (entry?.value.kind !== 'map')
    return { values: new Map(), label: undefined, pause: undefined, computed: undefined };
  const { values, diagnostics } = checkMap(entry.value, paramsRules(control, keyPlace(entry)));
  reading.diagnostics.push(...diagnostics);
  checkTemplates(entry.value, reading);
  return {
    values,
    label: scalarIn(entry.value, 'label'),
    pause: scalarIn(entry.value, 'pause'),
    computed: computedIn(entry.value),
  };
}

function computedIn(control: MapNode): Loop['computed'] {
  const found = (['extended', 'extended_allitems'] as const).flatMap((key) => {
    const node = scalarIn(control, key);
    return node !== undefined && isTemplate(node.text) ? [[key, node] as const] : [];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** Until when a task is done again; undefined: it is done once. */
export function untilIn(keywords: MapNode): Until | undefined {
  if (entryOf(keywords, 'until') === undefined) return undefined;
  return {
    conditions: expressionsIn(keywords, 'until'),
    retries: scalarIn(keywords, 'retries'),
    delay: scalarIn(keywords, 'delay'),
  };
}
