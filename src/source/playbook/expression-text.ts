import type { ScalarNode, Tree } from '../../model/values/tree.ts';

/** The same with the text that each scalar is as an expression: `yes` without quotes is true there too, and no name. */
export function asExpressions(tree: Tree): Tree {
  switch (tree.kind) {
    case 'scalar':
      return asExpression(tree);
    case 'list':
      return { ...tree, items: tree.items.map(asExpressions) };
    case 'map':
      return tree;
  }
}

export function asExpression(node: ScalarNode): ScalarNode {
  return node.plain && typeof node.value === 'boolean' ? { ...node, text: String(node.value) } : node;
}
