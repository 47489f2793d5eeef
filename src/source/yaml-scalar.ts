import type { Scalar } from 'yaml';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { ScalarNode } from '../model/tree.ts';
import type { Locate } from './line-index.ts';
import { mistake } from './mistake.ts';

interface Place {
  readonly text: string;
  readonly locate: Locate;
  readonly diagnostics: Diagnostic[];
}

/** Takes a scalar over with its text, and complains of numbers that a program cannot hold exactly. */
export function readScalar(node: Scalar.Parsed, { text, locate, diagnostics }: Place): ScalarNode {
  const at = locate(node.range[0]);
  const source = node.source ?? '';
  const plain = node.type === 'PLAIN' && node.tag !== 'tag:yaml.org,2002:str';
  const value = coreValue(node);
  if (typeof value === 'number' && !isExact(value, source)) {
    diagnostics.push(
      mistake(at, 'inexact-number', `\`${source}\` is not a number that can be kept exactly`, {
        hint: `put it in quotes to keep it as text: '${source}'`,
        length: source.length,
      }),
    );
  }
  if (isUnclosed(node, text)) {
    diagnostics.push(
      mistake(at, 'unclosed-quote', 'this quote is never closed', { hint: 'add one where the text ends' }),
    );
  }
  return { kind: 'scalar', value, text: plain ? source : String(value ?? source), plain, at };
}

function coreValue({ value, source }: Scalar.Parsed): null | boolean | number | string {
  // The core schema makes nothing else; the parser's own type is only wider.
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value;
  return typeof value === 'string' ? value : (source ?? '');
}

/** Integers beyond 2^53 would be rounded, and JSON knows neither infinity nor NaN. */
function isExact(value: number, source: string): boolean {
  if (!Number.isFinite(value)) return false;
  return Number.isSafeInteger(value) || !/^(?:[-+]?\d+|0x[\da-f]+|0o[0-7]+)$/i.test(source);
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
