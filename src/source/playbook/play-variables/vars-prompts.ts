import type { VarsPrompt } from '../../../model/playbook/variable-sources.ts';
import type { MapNode, ScalarNode } from '../../../model/values/tree.ts';
import { unknownHash } from '../../../python/crypt/password-hash.ts';
import { didYouMean } from '../../../text/edit-distance.ts';
import { listed } from '../../../text/words.ts';
import { mistake } from '../../diagnostics/mistake.ts';
import { promptKeywords } from '../../keywords.ts';
import { entryOf, holdsTemplate, isNothing, isTemplate, keyPlace, treePlace } from '../../yaml/tree-place.ts';
import { type Complaint, checkMap } from '../check-map.ts';
import { checkTemplates } from '../check-syntax.ts';
import type { Reading } from '../language.ts';
import { keywordProperty } from '../level-rules.ts';
import { booleanIn, numberIn, scalarIn, textIn } from '../values.ts';
import { isVariableName, wrongName } from '../variables.ts';
import { notSo } from './vars-files.ts';

/** What `vars_prompt` of a play asks for. What is no mapping was told elsewhere. */
export function readVarsPrompts(play: MapNode, reading: Reading): readonly VarsPrompt[] {
  const value = entryOf(play, 'vars_prompt')?.value;
  if (value === undefined || isNothing(value)) return [];
  const entries = value.kind === 'list' ? value.items : [value];
  return entries.flatMap((entry) => {
    if (entry.kind === 'map') return readPrompt(entry, reading) ?? [];
    if (holdsTemplate(value)) reading.diagnostics.push(notSo(entry, 'vars_prompt', 'a mapping'));
    return [];
  });
}

const NAMELESS: Complaint = {
  code: 'missing-keyword',
  message: '`name` is missing',
  hint: 'write `name: …` with the name of a variable',
};

function readPrompt(tree: MapNode, reading: Reading): VarsPrompt | undefined {
  const { diagnostics } = reading;
  checkTemplates(tree, reading);
  const { values, diagnostics: found } = checkMap(tree, {
    place: treePlace(tree),
    property: (key) => {
      const known = Object.hasOwn(promptKeywords, key) ? promptKeywords[key] : undefined;
      return known === undefined ? undefined : keywordProperty(known);
    },
    unknown: (entry) => {
      const known = Object.keys(promptKeywords);
      const hint = didYouMean(entry.key, known) ?? `it takes ${listed(known.map((key) => `\`${key}\``))}`;
      const message = `a prompt has no key \`${entry.key}\``;
      return mistake(keyPlace(entry), 'unknown-keyword', message, hint);
    },
    broken: (given) => (given.has('name') ? [] : [NAMELESS]),
  });
  diagnostics.push(...found);
  const name = textIn(values, 'name');
  if (name === undefined) return undefined;
  if (!isVariableName(name)) {
    diagnostics.push(wrongName(name, treePlace(scalarIn(tree, 'name') ?? tree)));
    return undefined;
  }
  return {
    name,
    prompt: scalarIn(tree, 'prompt'),
    default: scalarIn(tree, 'default'),
    isPrivate: booleanIn(values, 'private') ?? true,
    confirm: booleanIn(values, 'confirm') ?? false,
    unsafe: booleanIn(values, 'unsafe') ?? false,
    encrypt: hashIn(tree, reading),
    salt: scalarIn(tree, 'salt'),
    saltSize: numberIn(values, 'salt_size'),
    at: tree.at,
  };
}

function hashIn(tree: MapNode, { diagnostics }: Reading): ScalarNode | undefined {
  const node = scalarIn(tree, 'encrypt');
  const fault = node === undefined || isTemplate(node.text) ? undefined : unknownHash(node.text);
  if (node !== undefined && fault !== undefined)
    diagnostics.push(mistake(treePlace(node), 'invalid-value', fault.message, fault.hint));
  return node;
}
