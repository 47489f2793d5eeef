import type { Action } from '../../model/action.ts';
import { paramNames } from '../../model/params/param-rules.ts';
import type { MapEntry, ScalarNode } from '../../model/values/tree.ts';
import { type KeyValue, splitKeyValues } from '../../python/key-values.ts';
import type { Reading } from '../playbook/language.ts';
import { placeWithin } from '../yaml/source-lines.ts';

type Pair = Extract<KeyValue, { kind: 'pair' }>;

/**
 * The parameters in a text such as `src=a dest=/b`; undefined: it is no such text. Of an action that takes a text, those
 * that it knows are taken out, as `creates` is of `echo hi creates=/x`, and the rest is the text.
 */
export function textParams(
  action: Action,
  node: ScalarNode,
  { lines }: Pick<Reading, 'lines'>,
): readonly MapEntry[] | undefined {
  const { freeForm, params } = action;
  const split = splitKeyValues(node.text);
  if (!split.ok) return freeForm === undefined ? undefined : [wholeText(freeForm, node)];
  const entry = (pair: Pair): MapEntry => entryFor(pair, placeWithin(node, pair.offset, lines));
  if (freeForm === undefined) {
    const pairs = split.words.filter((word) => word.kind === 'pair');
    return pairs.length === 0 || pairs.length < split.words.length ? undefined : pairs.map(entry);
  }
  // A command may well have a word such as `cmd=x`; a file may be named either way.
  const names = new Set(paramNames(params).filter((name) => name !== freeForm || name === 'file'));
  const pairs = split.words.filter((word): word is Pair => word.kind === 'pair' && names.has(word.key));
  if (pairs.length === 0) return [wholeText(freeForm, node)];
  const text = textBetween(node.text, split.words, new Set<KeyValue>(pairs));
  const rest = text === '' ? [] : [{ key: freeForm, keyAt: node.at, value: { ...node, text, value: text } }];
  return [...rest, ...pairs.map(entry)];
}

function wholeText(freeForm: string, node: ScalarNode): MapEntry {
  return { key: freeForm, keyAt: node.at, value: node };
}

function entryFor({ key, value }: Pair, at: ScalarNode['at']): MapEntry {
  const written: ScalarNode = { kind: 'scalar', value, text: value, plain: true, at };
  return { key, keyAt: at, value: written };
}

/** The text without some of its words. */
function textBetween(text: string, words: readonly KeyValue[], without: ReadonlySet<KeyValue>): string {
  const parts = words.map((word, index) =>
    without.has(word) ? '' : text.slice(word.offset, words[index + 1]?.offset ?? text.length),
  );
  return parts.join('').trim();
}
