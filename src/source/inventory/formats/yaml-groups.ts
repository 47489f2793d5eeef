import type { MapEntry, Tree } from '../../../model/values/tree.ts';
import { didYouMean } from '../../../text/edit-distance.ts';
import { mistake, warning } from '../../diagnostics/mistake.ts';
import { isNothing, keyPlace } from '../../yaml/tree-place.ts';
import {
  addChild,
  addGroup,
  addHost,
  type Draft,
  type DraftGroup,
  setGroupVariable,
  setHostVariable,
} from './draft.ts';
import { namedHosts } from './host-names.ts';
import { readVariables } from './yaml-variables.ts';

/** Reads an inventory in Ansible's YAML form into the draft: the top-level keys are groups. */
export function readYamlGroups(tree: Tree, text: string, draft: Draft): void {
  if (isNothing(tree)) return;
  if (tree.kind !== 'map') {
    const message = 'an inventory in YAML is a mapping of groups';
    const hint = 'start with `all:`, below it `hosts:`, below that one `name:` for each host';
    draft.diagnostics.push(mistake(tree.at, 'expected-mapping', message, hint));
    return;
  }
  const plugin = tree.entries.find(({ key, value }) => key === 'plugin' && value.kind === 'scalar');
  if (plugin !== undefined) {
    const message = 'inventory plugins are not supported';
    const hint = 'save what `ansible-inventory --list --yaml` prints, or use a script';
    draft.diagnostics.push(mistake(keyPlace(plugin), 'plugin-unsupported', message, hint));
    return;
  }
  const lines = text.split('\n');
  for (const entry of tree.entries)
    readGroup(entry, addGroup(draft, entry.key, entry.keyAt), { draft, lines });
}

interface Context {
  readonly draft: Draft;
  readonly lines: readonly string[];
}

const sections = ['hosts', 'children', 'vars'] as const;

function readGroup({ value }: MapEntry, group: DraftGroup, context: Context): void {
  if (isNothing(value)) return;
  const { diagnostics } = context.draft;
  if (value.kind !== 'map') {
    const hint = 'with the keys `hosts`, `children` and `vars`, each of them optional';
    diagnostics.push(
      mistake(value.at, 'expected-mapping', `the group \`${group.name}\` must be a mapping`, hint),
    );
    return;
  }
  for (const entry of value.entries) {
    if (entry.key === 'hosts') readHosts(entry, group, context);
    else if (entry.key === 'children') readChildren(entry, group, context);
    else if (entry.key === 'vars') readGroupVariables(entry, group, context);
    else {
      const message = `\`${entry.key}\` means nothing in a group and is passed over`;
      const otherwise = `groups inside \`${group.name}\` go under \`children\`, its variables under \`vars\``;
      const hint = didYouMean(entry.key, sections) ?? otherwise;
      diagnostics.push(warning(keyPlace(entry), 'unknown-key', message, hint));
    }
  }
}

function readHosts(entry: MapEntry, group: DraftGroup, context: Context): void {
  const { draft } = context;
  for (const { key, keyAt, value } of namesIn(entry, 'host', context)) {
    if (!isText({ key, keyAt }, context)) continue;
    const variables = readVariables(value, `the host \`${key}\``, draft.diagnostics);
    const { names, port } = namedHosts(key, keyAt, draft);
    for (const name of names) {
      const host = addHost(draft, group.name, { name, at: keyAt, port });
      for (const [variable, said] of variables) setHostVariable(draft, host, variable, said);
    }
  }
}

function readChildren(entry: MapEntry, group: DraftGroup, context: Context): void {
  for (const child of namesIn(entry, 'group', context)) {
    addChild(context.draft, group.name, child.key, child.keyAt);
    readGroup(child, addGroup(context.draft, child.key, child.keyAt), context);
  }
}

function readGroupVariables({ value }: MapEntry, group: DraftGroup, { draft }: Context): void {
  for (const [name, variable] of readVariables(value, `the group \`${group.name}\``, draft.diagnostics)) {
    setGroupVariable(draft, group, name, variable);
  }
}

/** The keys under `hosts:` or `children:`. A single name may stand there as it is. */
function namesIn({ key, value }: MapEntry, what: 'host' | 'group', { draft }: Context): readonly MapEntry[] {
  if (value.kind === 'map') return value.entries;
  if (value.kind === 'scalar' && value.value === null) return [];
  if (value.kind === 'scalar' && typeof value.value === 'string') {
    return [{ key: value.value, keyAt: value.at, value: { ...value, value: null, text: '', plain: true } }];
  }
  const hint = `write each ${what} as a key, with a colon after it and without a dash before it`;
  draft.diagnostics.push(mistake(value.at, 'expected-mapping', `\`${key}\` must be a mapping`, hint));
  return [];
}

const otherThanText =
  /^(?:[-+]?(?:0x[\da-f]+|0o?[0-7]+|\d[\d_]*\.?\d*(?:e[-+]?\d+)?|\.\d+)|true|false|yes|no|on|off|null|~)$/i;

/** `12:` and `yes:` are a number and a boolean to YAML; as the name of a host they are in quotes. */
function isText(entry: Pick<MapEntry, 'key' | 'keyAt'>, { draft, lines }: Context): boolean {
  const { key, keyAt } = entry;
  const isQuoted = /["']/.test(lines[keyAt.line - 1]?.[keyAt.column - 1] ?? '');
  if (isQuoted || !otherThanText.test(key)) return true;
  const hint = `put it in quotes: '${key}':`;
  draft.diagnostics.push(mistake(keyPlace(entry), 'invalid-host', `the host \`${key}\` must be text`, hint));
  return false;
}
