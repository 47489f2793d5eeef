import { canonicalBehindPolicy, canonicalOption } from './option-names.ts';
import { type Arity, arityOf } from './option-values.ts';
import type { Option, Word } from './rules.ts';

/** Which words of a rule: the first is 0. */
interface Words {
  readonly first: number;
  readonly count: number;
}

/** An option, and what it takes to judge it. */
export interface ReadOption extends Words {
  /** `incomplete`: it has fewer values than it needs. */
  readonly kind: 'option' | 'incomplete';
  readonly option: Option;
  /** The one name of the option: `-s` for `--source`. */
  readonly canonical: string;
  /** Written `-gNAME` or `--goto=NAME`. */
  readonly attached: boolean;
}

/** A word that no option takes, or a `!` with nothing behind it that could be negated. */
export interface LooseWord extends Words {
  readonly kind: 'stray' | 'dangling';
}

/** What the words of a rule can be. */
export type RulePart = ReadOption | LooseWord;

const SHORT_WITH_VALUE = /^-[AIRDNXFZPCLSEsdpiojgmctM]./;

/** Finds the options among the words of a rule as iptables does: by getopt, then by its own hand for a second value. */
export function readOptions(words: readonly Word[]): readonly RulePart[] {
  const parts: RulePart[] = [];
  let negated = false;
  let canonicalOf = canonicalOption;
  for (let index = 0; index < words.length; ) {
    const text = words[index]?.text ?? '';
    const part = partAt(words, index, negated, canonicalOf);
    if (negated && (part === undefined || part.kind === 'stray')) parts.push(dangling(index - 1));
    negated = text === '!';
    if (part !== undefined) parts.push(part);
    if (part !== undefined && isPolicy(part)) canonicalOf = canonicalBehindPolicy;
    index += part?.count ?? 1;
  }
  if (negated) parts.push(dangling(words.length - 1));
  return parts;
}

type CanonicalOf = (name: string) => string;

function isPolicy(part: RulePart): boolean {
  return 'canonical' in part && part.canonical === '-m' && part.option.values[0] === 'policy';
}

function dangling(first: number): LooseWord {
  return { kind: 'dangling', first, count: 1 };
}

/** `undefined` for a `!`, and for a `--` at the end of the rule: neither means anything by itself. */
function partAt(
  words: readonly Word[],
  index: number,
  negated: boolean,
  canonicalOf: CanonicalOf,
): RulePart | undefined {
  const text = words[index]?.text ?? '';
  if (text === '!' || (text === '--' && index === words.length - 1)) return undefined;
  const isOption = text.length > 1 && text.startsWith('-') && text !== '--';
  return isOption ? optionAt(words, index, negated, canonicalOf) : { kind: 'stray', first: index, count: 1 };
}

function optionAt(
  words: readonly Word[],
  first: number,
  negated: boolean,
  canonicalOf: CanonicalOf,
): ReadOption {
  const { name, value } = nameAndValue(words[first]?.text ?? '');
  const canonical = canonicalOf(name);
  const arity = arityOf(canonical);
  const attached = value !== undefined;
  const values = attached ? [value] : [];
  takeValues(words, first + 1, arity, values);
  const kind = values.length < arity.least ? 'incomplete' : 'option';
  const count = 1 + values.length - (attached ? 1 : 0);
  return { kind, option: { name, negated, values }, canonical, attached, first, count };
}

interface NameAndValue {
  readonly name: string;
  readonly value: string | undefined;
}

/** `--goto=NAME` and `-gNAME` hold their first value. */
function nameAndValue(text: string): NameAndValue {
  const stop = text.startsWith('--') ? text.indexOf('=') : SHORT_WITH_VALUE.test(text) ? 2 : -1;
  if (stop < 0) return { name: text, value: undefined };
  return { name: text.slice(0, stop), value: text.slice(text.startsWith('--') ? stop + 1 : stop) };
}

function takeValues(words: readonly Word[], from: number, arity: Arity, values: string[]): void {
  for (let index = from; values.length < arity.most; index += 1) {
    const text = words[index]?.text;
    if (text === undefined) return;
    const anything = values.length === 0 && arity.anything;
    if (!anything && (text.startsWith('-') || text.startsWith('!'))) return;
    values.push(text);
  }
}
