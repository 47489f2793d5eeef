import type { MapEntry, Tree } from '../../../model/values/tree.ts';
import { didYouMean } from '../../../text/edit-distance.ts';
import { mistake, warning } from '../../diagnostics/mistake.ts';
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
import { isEmpty, readVariables } from './yaml-variables.ts';

/** Reads an inventory in Ansible's YAML form into the draft: the top-level keys are groups. */
export function readYamlGroups(tree: Tree, text: string, draft: Draft): void {
  if (isEmpty(tree)) return;
  if (tree.kind !== 'map') {
    draft.diagnostics.push(
      mistake(tree.at, 'expected-mapping', 'an inventory in YAML is a mapping of groups', {
        hint: 'start with `all:`, below it `hosts:`, below that one `name:` for each host',
      }),
    );
    return;
  }
  const plugin = tree.entries.find(({ key, value }) => key === 'plugin' && value.kind === 'scalar');
  if (plugin !== undefined) {
    draft.diagnostics.push(
      mistake(plugin.keyAt, 'plugin-unsupported', 'inventory plugins are not supported', {
        hint: 'save what `ansible-inventory --list --yaml` prints, or use a script',
        length: 'plugin'.length,
      }),
    );
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
  if (isEmpty(value)) return;
  const { diagnostics } = context.draft;
  if (value.kind !== 'map') {
    diagnostics.push(
      mistake(value.at, 'expected-mapping', `the group \`${group.name}\` must be a mapping`, {
        hint: 'with the keys `hosts`, `children` and `vars`, each of them optional',
      }),
    );
    return;
  }
  for (const entry of value.entries) {
    if (entry.key === 'hosts') readHosts(entry, group, context);
    else if (entry.key === 'children') readChildren(entry, group, context);
    else if (entry.key === 'vars') readGroupVariables(entry, group, context);
    else {
      const message = `\`${entry.key}\` means nothing in a group and is passed over`;
      const hint = `groups inside \`${group.name}\` go under \`children\`, its variables under \`vars\``;
      diagnostics.push(
        warning(entry.keyAt, 'unknown-key', message, {
          hint: didYouMean(entry.key, sections) ?? hint,
          length: entry.key.length,
        }),
      );
    }
  }
}

function readHosts(entry: MapEntry, group: DraftGroup, context: Context): void {
  const { draft } = context;
  for (const { key, keyAt, value } of namesIn(entry, 'host', context)) {
    if (!isText(key, keyAt, context)) continue;
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
  draft.diagnostics.push(
    mistake(value.at, 'expected-mapping', `\`${key}\` must be a mapping`, {
      hint: `write each ${what} as a key, with a colon after it and without a dash before it`,
    }),
  );
  return [];
}

const otherThanText =
  /^(?:[-+]?(?:0x[\da-f]+|0o?[0-7]+|\d[\d_]*\.?\d*(?:e[-+]?\d+)?|\.\d+)|true|false|yes|no|on|off|null|~)$/i;

/** `12:` and `yes:` are a number and a boolean to YAML; as the name of a host they are in quotes. */
function isText(key: string, { file, line, column }: MapEntry['keyAt'], { draft, lines }: Context): boolean {
  const isQuoted = /["']/.test(lines[line - 1]?.[column - 1] ?? '');
  if (isQuoted || !otherThanText.test(key)) return true;
  draft.diagnostics.push(
    mistake({ file, line, column }, 'invalid-host', `the host \`${key}\` must be text`, {
      hint: `put it in quotes: '${key}':`,
      length: key.length,
    }),
  );
  return false;
}
