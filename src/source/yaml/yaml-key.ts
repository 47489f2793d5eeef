import { isMap, isScalar, type ParsedNode } from 'yaml';
import type { Position } from '../../model/values/position.ts';
import { mistake } from '../diagnostics/mistake.ts';
import type { YamlText } from './line-index.ts';

/** Names that mean something to every JavaScript object; as data they only ever are an attack. */
const reserved: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export type Key =
  | { readonly kind: 'name'; readonly name: string; readonly at: Position }
  /** `<<`: what follows is taken over from another mapping. */
  | { readonly kind: 'merge'; readonly at: Position }
  /** Not a key; the mistake has been noted. */
  | { readonly kind: 'none' };

/** Keys are text: a number or a boolean is taken as it is written, anything else is a mistake. */
export function readKey(node: ParsedNode, { text, locate, diagnostics }: YamlText): Key {
  const at = locate(node.range[0]);
  if (!isScalar(node)) {
    const template = isMap(node) && text.startsWith('{{', node.range[0]);
    diagnostics.push(
      template
        ? mistake(at, 'unquoted-template', 'a key cannot be a template', 'write the key itself')
        : mistake(at, 'invalid-key', 'a key must be text, not a list, a mapping or an alias'),
    );
    return { kind: 'none' };
  }
  if (node.value === null) {
    diagnostics.push(mistake(at, 'invalid-key', 'there is no key before the colon', 'write `key: value`'));
    return { kind: 'none' };
  }
  const plain = node.type === 'PLAIN';
  const name = plain ? (node.source ?? '') : String(node.value);
  if (plain && name === '<<') return { kind: 'merge', at };
  if (reserved.has(name)) {
    const message = `\`${name}\` cannot be used as a key`;
    diagnostics.push(mistake({ at, length: name.length }, 'reserved-key', message, 'choose another name'));
    return { kind: 'none' };
  }
  return { kind: 'name', name, at };
}
