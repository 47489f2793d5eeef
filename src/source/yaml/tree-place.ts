import type { Diagnostic } from '../../model/diagnostic.ts';
import { Sealed } from '../../model/values/sealed.ts';
import type { MapEntry, ScalarNode, Tree } from '../../model/values/tree.ts';
import { mistake, type Place } from '../diagnostics/mistake.ts';

/** Where a key stands. */
export function keyPlace({ key, keyAt }: Pick<MapEntry, 'key' | 'keyAt'>): Place {
  return { at: keyAt, length: key.length };
}

/** One mapping says the key of `first` once more. */
export function givenTwice(more: MapEntry, { keyAt }: MapEntry): Diagnostic {
  const message = `\`${more.key}\` is given twice: first in line ${keyAt.line}, column ${keyAt.column}`;
  return mistake(keyPlace(more), 'duplicate-key', message, 'remove one of the two');
}

/** Where the value of an entry stands; a value that is not there is at its key. */
export function valuePlace(entry: MapEntry): Place {
  const { value } = entry;
  return value.kind === 'scalar' && value.text === '' && value.plain ? keyPlace(entry) : treePlace(value);
}

export function treePlace(tree: Tree): Place {
  return { at: tree.at, length: tree.kind === 'scalar' ? widthOf(tree) : 1 };
}

/** As good as it can be known without the source: escapes and block scalars are longer or elsewhere. */
function widthOf({ text, plain }: ScalarNode): number {
  if (text.includes('\n')) return 1;
  return plain ? Math.max(1, text.length) : text.length + 2;
}

/** The entry under a key. */
export function entryOf(tree: Tree, key: string): MapEntry | undefined {
  return tree.kind === 'map' ? tree.entries.find((entry) => entry.key === key) : undefined;
}

/** True for nothing: a key without a value, or `null` said out loud. */
export function isNothing(tree: Tree): boolean {
  return tree.kind === 'scalar' && tree.value === null;
}

/** Every scalar in a tree, in the order of the text. */
export function scalarsOf(tree: Tree): readonly ScalarNode[] {
  switch (tree.kind) {
    case 'scalar':
      return [tree];
    case 'list':
      return tree.items.flatMap(scalarsOf);
    case 'map':
      return tree.entries.flatMap(({ value }) => scalarsOf(value));
  }
}

/** True where Jinja2 would find something to do. */
export function holdsTemplate(tree: Tree): boolean {
  return scalarsOf(tree).some(({ text }) => isTemplate(text));
}

/** True where `!vault` stands before a value. */
export function holdsEncrypted(tree: Tree): boolean {
  return scalarsOf(tree).some(({ value }) => value instanceof Sealed && value.kind === 'literal');
}

/** True for what stands in a file that is encrypted as a whole. */
export function isInEncryptedFile(tree: Tree): boolean {
  return scalarsOf(tree).some(({ value }) => value instanceof Sealed && value.kind !== 'literal');
}

export function isTemplate(text: string): boolean {
  return /\{[{%#]/.test(text);
}
