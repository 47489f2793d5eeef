import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Vault } from '../../model/values/sealed.ts';
import type { ListNode, MapEntry, MapNode, ScalarNode, Tree } from '../../model/values/tree.ts';
import { didYouMean } from '../../text/edit-distance.ts';
import { mistake } from '../diagnostics/mistake.ts';
import type { YamlText } from './line-index.ts';
import { givenTwice } from './tree-place.ts';
import { isUnsafeTag, withoutTemplates } from './unsafe-tag.ts';
import { readKey } from './yaml-key.ts';
import { tooDeep, type YamlLimits } from './yaml-limits.ts';
import { mergedEntries } from './yaml-merge.ts';
import { readScalar } from './yaml-scalar.ts';

/** Values that aliases may stand for, all together: enough for any inventory, too few to fill the memory. */
const mostAliasedValues = 100_000;

/** What converting a document needs and collects. */
interface Conversion extends YamlText {
  readonly file: string;
  readonly limits: YamlLimits;
  readonly vault: Vault;
}

/** A tree and what it costs to have it in another place. */
interface Measured {
  readonly tree: Tree;
  /** 0 for a scalar. */
  readonly height: number;
  /** All values in it, itself included. */
  readonly weight: number;
}

interface State extends Conversion {
  readonly isJson: boolean;
  /** By name; `undefined` while the anchored value is still being read. */
  readonly anchors: Map<string, Measured | undefined>;
  aliased: number;
}

/** Turns the parser's nodes into a tree. Mistakes go to `conversion.diagnostics`; the tree is whole all the same. */
export function toTree(contents: ParsedNode | null, conversion: Conversion): Tree {
  const state: State = { ...conversion, isJson: isJson(conversion.text), anchors: new Map(), aliased: 0 };
  return contents === null ? emptyAt(0, state) : convert(contents, 0, state).tree;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function convert(node: ParsedNode, depth: number, state: State): Measured {
  if (isAlias(node)) return follow(node, depth, state);
  const { anchor } = node;
  // Open from here on: an alias to it inside itself would be a loop.
  if (anchor !== undefined) state.anchors.set(anchor, undefined);
  const found = isScalar(node) ? leaf(readScalar(node, state)) : convertCollection(node, depth, state);
  const measured = isUnsafeTag(node.tag) ? { ...found, tree: withoutTemplates(found.tree) } : found;
  if (anchor !== undefined) state.anchors.set(anchor, measured);
  return measured;
}

function convertCollection(
  node: Exclude<ParsedNode, Alias.Parsed | Scalar.Parsed>,
  depth: number,
  state: State,
): Measured {
  const template = unquotedTemplate(node, state);
  if (template !== undefined) return leaf(template);
  if (depth >= state.limits.depth) {
    state.diagnostics.push(tooDeep(state.locate(node.range[0]), state.limits));
    return leaf(emptyAt(node.range[0], state));
  }
  checkClosed(node, state);
  return isSeq(node) ? convertList(node.items, node.range[0], depth, state) : convertMap(node, depth, state);
}

function convertList(items: readonly ParsedNode[], offset: number, depth: number, state: State): Measured {
  const parts = items.map((item) => convert(item, depth + 1, state));
  const tree: ListNode = { kind: 'list', items: parts.map((part) => part.tree), at: state.locate(offset) };
  return measure(tree, parts);
}

function convertMap(node: YAMLMap.Parsed, depth: number, state: State): Measured {
  const parts: Measured[] = [];
  const own = new Map<string, MapEntry>();
  const merged = new Map<string, MapEntry>();
  for (const pair of node.items) {
    const key = readKey(pair.key, state);
    const value =
      pair.value === null ? leaf(emptyAt(pair.key.range[1], state)) : convert(pair.value, depth + 1, state);
    parts.push(value);
    if (key.kind === 'merge') {
      for (const entry of mergedEntries(value.tree, key.at, state)) {
        if (!merged.has(entry.key)) merged.set(entry.key, entry);
      }
    } else if (key.kind === 'name') {
      addOnce(own, { key: key.name, keyAt: key.at, value: value.tree }, state);
    }
  }
  const encrypted = encryptedJson(own, state);
  if (encrypted !== undefined) return leaf(encrypted);
  // As Ansible orders them: what was merged comes first, and what is written here wins.
  const entries = [...[...merged.values()].filter(({ key }) => !own.has(key)), ...own.values()];
  const tree: MapNode = { kind: 'map', entries, at: state.locate(node.range[0]) };
  return measure(tree, parts);
}

/** How an encrypted value is written in JSON, by Ansible too. */
function encryptedJson(
  entries: ReadonlyMap<string, MapEntry>,
  { vault, isJson }: State,
): ScalarNode | undefined {
  const tree = isJson ? entries.get('__ansible_vault')?.value : undefined;
  if (tree?.kind !== 'scalar') return undefined;
  const { text } = tree;
  return { kind: 'scalar', value: vault.sealed(text), text, plain: false, at: tree.at };
}

function addOnce(entries: Map<string, MapEntry>, entry: MapEntry, state: State): void {
  const first = entries.get(entry.key);
  if (first === undefined) entries.set(entry.key, entry);
  else state.diagnostics.push(givenTwice(entry, first));
}

function follow({ source, range }: Alias.Parsed, depth: number, state: State): Measured {
  const place = { at: state.locate(range[0]), length: source.length + 1 };
  const refused = (diagnostic: Diagnostic): Measured => {
    state.diagnostics.push(diagnostic);
    return leaf(emptyAt(range[0], state));
  };
  const target = state.anchors.get(source);
  if (target === undefined && state.anchors.has(source))
    return refused(mistake(place, 'alias-loop', `\`*${source}\` is inside the value that it names`));
  if (target === undefined) {
    const hint = didYouMean(source, state.anchors.keys());
    return refused(mistake(place, 'unknown-alias', `\`*${source}\` names no \`&${source}\` above it`, hint));
  }
  if (depth + target.height > state.limits.depth) return refused(tooDeep(place.at, state.limits));
  state.aliased += target.weight;
  if (state.aliased > mostAliasedValues) {
    const message = `the aliases of this file stand for more than ${mostAliasedValues} values`;
    return refused(mistake(place, 'too-many-aliases', message));
  }
  return target;
}

/** `{{ x }}` without quotes is a mapping inside a mapping to YAML; nobody means that. */
function unquotedTemplate(node: ParsedNode, state: State): ScalarNode | undefined {
  const start = node.range?.[0] ?? 0;
  if (!isMap(node) || !state.text.startsWith('{{', start)) return undefined;
  const at = state.locate(start);
  const newline = state.text.indexOf('\n', start);
  const rest = state.text.slice(start, newline === -1 ? undefined : newline).trimEnd();
  const end = rest.lastIndexOf('}}');
  const text = end === -1 ? rest : rest.slice(0, end + 2);
  const message = 'a value that starts with a template must be in quotes';
  const hint = `write "${text.replaceAll('"', "'")}"`;
  state.diagnostics.push(mistake({ at, length: text.length }, 'unquoted-template', message, hint));
  return { kind: 'scalar', value: text, text, plain: false, at };
}

/** The parser complains where it gave up; the mistake is where the bracket was opened. */
function checkClosed(node: Exclude<ParsedNode, Alias.Parsed | Scalar.Parsed>, state: State): void {
  const [start, end] = node.range;
  const bracket = state.text[start];
  // `[a: 1]` holds a mapping without brackets of its own.
  if (node.flow !== true || (bracket !== '[' && bracket !== '{')) return;
  const wanted = bracket === '[' ? ']' : '}';
  if (end - start > 1 && state.text[end - 1] === wanted) return;
  const message = `this \`${bracket}\` is never closed`;
  const hint = `add \`${wanted}\` where it ends`;
  state.diagnostics.push(mistake(state.locate(start), 'unclosed-bracket', message, hint));
}

function emptyAt(offset: number, state: State): ScalarNode {
  return { kind: 'scalar', value: null, text: '', plain: true, at: state.locate(offset) };
}

function leaf(tree: ScalarNode): Measured {
  return { tree, height: 0, weight: 1 };
}

function measure(tree: Tree, parts: readonly Measured[]): Measured {
  return {
    tree,
    height: 1 + parts.reduce((highest, { height }) => Math.max(highest, height), 0),
    weight: 1 + parts.reduce((sum, { weight }) => sum + weight, 0),
  };
}
