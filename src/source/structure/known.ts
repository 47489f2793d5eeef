import { tidy } from '../../model/playbook/include-places.ts';
import { over } from '../../model/playbook/inherit.ts';
import type { Variables } from '../../model/playbook/inventory.ts';
import { byPrecedence, type ScopeLayer } from '../../model/playbook/precedence.ts';
import type { JsonValue } from '../../model/values/json.ts';
import type { MapNode, ScalarNode, Tree } from '../../model/values/tree.ts';
import { parseTemplate } from '../../python/template/parse/parse.ts';
import { render } from '../../python/template/render/render.ts';
import { layeredScope, variableScope } from '../../python/template/scope.ts';
import { mistake } from '../diagnostics/mistake.ts';
import { freshReading, type Known, type Reading } from '../playbook/language.ts';
import { readVariables } from '../playbook/variables.ts';
import { entryOf, holdsTemplate, isTemplate, treePlace } from '../yaml/tree-place.ts';
import { openFile } from './project.ts';

/**
 * Names and tags that are needed before any host is known may hold templates, as in Ansible, over what is known then: extra
 * variables, what the play and its `vars_files` say, what the role says that they stand in. It is worked out only when
 * somebody asks.
 */
export function knowing(reading: Reading, more: (known: ReturnType<Known>) => ReturnType<Known>): Reading {
  const { known } = reading.standing;
  let answer: ReturnType<Known> | undefined;
  const all: Known = () => {
    if (answer === undefined) {
      const before = known();
      answer = { ...before, ...more(before) };
    }
    return answer;
  };
  return { ...reading, standing: { ...reading.standing, known: all } };
}

/** What tasks are given by what is around them. */
export function knowingVars(vars: Variables, reading: Reading): Reading {
  return vars.size === 0
    ? reading
    : knowing(reading, (before) => ({ 'task vars': over(before['task vars'] ?? NONE, vars) }));
}

/** Within a play, or a playbook that is imported: what `tree` says under `vars` and `vars_files`. */
export function knowingPlay(tree: MapNode, reading: Reading): Reading {
  return knowing(reading, (before) => {
    const silent = freshReading(reading);
    const own = readVariables(entryOf(tree, 'vars')?.value, silent);
    const place = { value: silent.standing.playFolder, at: undefined, unsafe: true } as const;
    const magic = over(before['magic variables'] ?? NONE, new Map([['playbook_dir', place]]));
    const layers = {
      ...before,
      'play vars': over(before['play vars'] ?? NONE, own),
      'magic variables': magic,
    };
    const files = entryOf(tree, 'vars_files')?.value;
    return files === undefined ? layers : { ...layers, 'play vars_files': inFiles(files, layers, silent) };
  });
}

const NONE: Variables = new Map();

function inFiles(files: Tree, layers: ReturnType<Known>, reading: Reading): Variables {
  let found: Variables = NONE;
  for (const entry of files.kind === 'list' ? files.items : [files]) {
    const names = (entry.kind === 'list' ? entry.items : [entry]).flatMap((one) =>
      one.kind === 'scalar' ? [one.text] : [],
    );
    const known = { ...layers, 'play vars_files': found };
    const places = names.flatMap((name) => {
      const text = rendered(name, known);
      return text.ok ? placesOf(String(text.value), reading) : [];
    });
    const [first] = places.flatMap((place) => openFile(place, reading.project) ?? []);
    if (first !== undefined) found = over(found, readVariables(first.tree, reading));
  }
  return found;
}

function placesOf(name: string, { standing: { playFolder } }: Reading): readonly string[] {
  if (name.startsWith('/')) return [tidy(name)];
  return [tidy(`${playFolder}/vars/${name}`), tidy(`${playFolder}/${name}`)];
}

function rendered(text: string, known: ReturnType<Known>): ReturnType<typeof render> {
  const parsed = parseTemplate(text);
  const layers: { readonly [Layer in ScopeLayer]?: Variables } = known;
  const scopes = byPrecedence(layers).toReversed().map(variableScope);
  return parsed.ok ? render(parsed.value, layeredScope(scopes)) : parsed;
}

/**
 * What it comes to by what is known already; undefined: that cannot be told yet, which is noted. `what`: the words for it;
 * `instead`: the action that may use more.
 */
function knownValue(
  node: ScalarNode,
  what: string,
  reading: Reading,
  instead?: string,
): JsonValue | undefined {
  if (!isTemplate(node.text)) return node.text;
  const { project, standing, diagnostics } = reading;
  project.rendered.count += 1;
  const result = rendered(node.text, standing.known());
  if (result.ok) return result.value;
  const { message, hint } = result.error;
  const but = instead === undefined ? '' : `, but not for \`${instead}\``;
  const out = `give it in \`vars\` or \`vars_files\` of the play, or with -e: what an inventory or a host says comes too late${but}`;
  diagnostics.push(
    mistake(
      treePlace(node),
      'template',
      `${what} is needed before any host is known: ${message}`,
      hint?.startsWith('did you mean') === true ? hint : out,
    ),
  );
  return undefined;
}

/** The same where it must be one name. */
export function knownName(
  node: ScalarNode,
  what: string,
  reading: Reading,
  instead?: string,
): ScalarNode | undefined {
  const value = knownValue(node, what, reading, instead);
  return value === undefined ? undefined : scalarOf(node, value);
}

/** The mapping with what is known in place of the templates under some keys. What cannot be told yet is left out. */
export function withKnown(
  map: MapNode,
  keys: readonly string[],
  reading: Reading,
  instead?: string,
): MapNode {
  if (!keys.some((key) => isOpen(entryOf(map, key)?.value))) return map;
  const entries = map.entries.flatMap((entry) => {
    if (!keys.includes(entry.key) || !isOpen(entry.value)) return [entry];
    const value = knownTree(entry.value, `\`${entry.key}\``, reading, instead);
    return value === undefined ? [] : [{ ...entry, value }];
  });
  return { ...map, entries };
}

function isOpen(tree: Tree | undefined): boolean {
  return tree !== undefined && holdsTemplate(tree);
}

function knownTree(tree: Tree, what: string, reading: Reading, instead?: string): Tree | undefined {
  if (tree.kind === 'map') return tree;
  if (tree.kind === 'list') {
    const items = tree.items.map((item) => knownTree(item, what, reading, instead));
    return { ...tree, items: items.flatMap((item) => (item?.kind === 'list' ? item.items : (item ?? []))) };
  }
  const value = knownValue(tree, what, reading, instead);
  if (value === undefined || !Array.isArray(value))
    return value === undefined ? value : scalarOf(tree, value);
  return { kind: 'list', at: tree.at, items: value.map((item: JsonValue) => scalarOf(tree, item)) };
}

function scalarOf(node: ScalarNode, value: JsonValue): ScalarNode {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return { ...node, value: text, text, plain: false };
}
