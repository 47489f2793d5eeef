import type { CollectionTag, ScalarTag } from 'yaml';
import type { Tree } from '../../model/values/tree.ts';

const tag = '!unsafe';

export function isUnsafeTag(name: string | undefined): boolean {
  return name === tag;
}

/** For the parser: what has it is what it is without it, and keeps its tag. A plain scalar is text. */
export const unsafeTags: readonly (ScalarTag | CollectionTag)[] = [
  { tag, resolve: (text) => text },
  { tag, collection: 'seq' },
  { tag, collection: 'map' },
];

/** The same where no text is a template: what looks like one is written in a way that gives just these characters. */
export function withoutTemplates(tree: Tree): Tree {
  switch (tree.kind) {
    case 'scalar':
      return typeof tree.value === 'string'
        ? { ...tree, value: literally(tree.value), text: literally(tree.text) }
        : tree;
    case 'list':
      return { ...tree, items: tree.items.map(withoutTemplates) };
    case 'map':
      return {
        ...tree,
        entries: tree.entries.map((entry) => ({ ...entry, value: withoutTemplates(entry.value) })),
      };
  }
}

function literally(text: string): string {
  return text.replace(/\{[{%#]/g, (mark) => `{{ '${mark}' }}`);
}
