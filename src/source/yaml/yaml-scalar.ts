import type { Scalar } from 'yaml';
import type { Vault } from '../../model/values/sealed.ts';
import type { ScalarNode } from '../../model/values/tree.ts';
import { mistake } from '../diagnostics/mistake.ts';
import type { YamlText } from './line-index.ts';
import { jsonValue, plainValue } from './plain-value.ts';
import { isVaultTag } from './vault-tag.ts';

/** Tags of what is text whatever it looks like; `! 12` is text as well. */
const texts: ReadonlySet<string | undefined> = new Set(['tag:yaml.org,2002:str', '!', '!unsafe']);

export interface ScalarText extends YamlText {
  readonly file: string;
  readonly vault: Vault;
  /** The whole text is JSON: Ansible reads it as that, by the rules of JSON. */
  readonly isJson: boolean;
}

/** Takes a scalar over with its text, and complains of numbers that a program cannot hold exactly. */
export function readScalar(
  node: Scalar.Parsed,
  { text, isJson, locate, diagnostics, file, vault }: ScalarText,
): ScalarNode {
  const at = locate(node.range[0]);
  const source = node.source ?? '';
  if (isVaultTag(node.tag)) {
    const encrypted = String(node.value);
    return { kind: 'scalar', value: vault.sealed(encrypted), text: encrypted, plain: false, at };
  }
  const plain = node.type === 'PLAIN' && !texts.has(node.tag);
  const core = coreValue(node);
  const value = plain ? (isJson ? jsonValue : plainValue)(source, core) : core;
  if (typeof value === 'number' && !isExact(value)) {
    const message = `\`${source}\` is not a number that can be kept exactly`;
    const hint = `put it in quotes to keep it as text: '${source}'`;
    diagnostics.push(mistake({ at, length: source.length }, 'inexact-number', message, hint));
  }
  if (isUnclosed(node, text)) {
    const hint = 'add one where the text ends';
    diagnostics.push(mistake(at, 'unclosed-quote', 'this quote is never closed', hint));
  }
  const sealed =
    typeof value === 'string' || typeof value === 'number' ? vault.sealedIn(file, value) : undefined;
  return {
    kind: 'scalar',
    value: sealed ?? value,
    text: plain ? source : String(value ?? source),
    plain,
    at,
  };
}

function coreValue({ value, source }: Scalar.Parsed): null | boolean | number | string {
  // The core schema makes nothing else; the parser's own type is only wider.
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value;
  return typeof value === 'string' ? value : (source ?? '');
}

/** Integers beyond 2^53 would be rounded, and JSON knows neither infinity nor NaN. */
function isExact(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

function isUnclosed({ type, range: [start, end] }: Scalar.Parsed, text: string): boolean {
  if (type !== 'QUOTE_DOUBLE' && type !== 'QUOTE_SINGLE') return false;
  return (
    end - start < 2 || text[end - 1] !== text[start] || endsInEscape(text.slice(start + 1, end - 1), type)
  );
}

function endsInEscape(inner: string, type: 'QUOTE_DOUBLE' | 'QUOTE_SINGLE'): boolean {
  const tail = type === 'QUOTE_DOUBLE' ? /\\+$/.exec(inner) : /'+$/.exec(inner);
  return (tail?.[0].length ?? 0) % 2 === 1;
}
