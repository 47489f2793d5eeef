import { type JsonValue, jsonObject } from '../../model/values/json.ts';
import type { ScalarNode, Tree } from '../../model/values/tree.ts';

/**
 * The plain values of a tree, mappings without a prototype.
 *
 * `0644` without quotes stays the text `0644`: as a number it would be 644, which is what nobody who writes it means.
 */
export function treeToJson(tree: Tree): JsonValue {
  switch (tree.kind) {
    case 'scalar':
      return scalarToJson(tree);
    case 'list':
      return tree.items.map(treeToJson);
    case 'map':
      return jsonObject(tree.entries.map(({ key, value }) => [key, treeToJson(value)] as const));
  }
}

function scalarToJson({ value, plain, text }: ScalarNode): JsonValue {
  if (plain && typeof value === 'number' && /^[-+]?0\d+$/.test(text)) return text;
  // Already told as a mistake by the reader; JSON has no such numbers.
  return typeof value === 'number' && !Number.isFinite(value) ? text : value;
}
