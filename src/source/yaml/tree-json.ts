import { type JsonValue, jsonObject } from '../../model/values/json.ts';
import { Sealed } from '../../model/values/sealed.ts';
import type { ScalarNode, Tree } from '../../model/values/tree.ts';

/**
 * The plain values of a tree, mappings without a prototype.
 *
 * `0644` without quotes stays the text `0644`: as a number it would be 644, which is what nobody who writes it means.
 */
export function treeToJson(tree: Tree): JsonValue {
  return jsonOf(tree, scalarToJson);
}

/** The same for what is no variable: what only its file encrypts is there as it was written. */
export function writtenJson(tree: Tree): JsonValue {
  return jsonOf(tree, (node) =>
    scalarToJson(node.value instanceof Sealed ? written(node, node.value) : node),
  );
}

function written(node: ScalarNode, { kind }: Sealed): ScalarNode {
  if (kind === 'literal') return node;
  return { ...node, value: kind === 'number' ? Number(node.text) : node.text };
}

function jsonOf(tree: Tree, scalar: (node: ScalarNode) => JsonValue): JsonValue {
  switch (tree.kind) {
    case 'scalar':
      return scalar(tree);
    case 'list':
      return tree.items.map((item) => jsonOf(item, scalar));
    case 'map':
      return jsonObject(tree.entries.map(({ key, value }) => [key, jsonOf(value, scalar)] as const));
  }
}

function scalarToJson({ value, plain, text }: ScalarNode): JsonValue {
  if (plain && typeof value === 'number' && /^[-+]?0\d+$/.test(text)) return text;
  // Already told as a mistake by the reader; JSON has no such numbers.
  return typeof value === 'number' && !Number.isFinite(value) ? text : value;
}
