import { lintRules } from '../../../firewall/lint/lint.ts';
import type { OwnersOptions } from '../../../firewall/owners/owners.ts';
import { readRules } from '../../../firewall/text/read.ts';
import type { RulesText } from '../../../firewall/text/rules.ts';
import type { Refusal } from '../../../model/action.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import { formatPosition } from '../../../model/values/position.ts';
import { refused } from '../../decision.ts';

/** What the file must hold, or why that cannot be said. `none`: there is no file, and nobody wants one. */
export type Wanted = WantedText | { readonly kind: 'none' } | Refusal;

export interface WantedText {
  readonly kind: 'text';
  /** For the summary. */
  readonly verb: 'clean' | 'write';
  readonly bytes: Uint8Array;
  /** Rules for chains that are not there at boot, a line each; empty: none. */
  readonly reapply: Uint8Array;
  /** What becomes of the present content, in words. */
  readonly impact: readonly string[];
  /** What is odd about the wanted text. */
  readonly remarks: readonly string[];
  /** The first ipset it asks; undefined: none. */
  readonly set: string | undefined;
}

/** Bytes as text, and the way back: UTF-8, or where it is none a character a byte. */
export function decode(bytes: Uint8Array): {
  readonly text: string;
  readonly encode: (text: string) => Uint8Array;
} {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, encode: (each) => Buffer.from(each, 'utf8') };
  } catch {
    return { text: Buffer.from(bytes).toString('latin1'), encode: (each) => Buffer.from(each, 'latin1') };
  }
}

/** @param name for the places of mistakes: a path, or `rules` */
export function readText(text: string, name: string): RulesText | Refusal {
  const { value, diagnostics } = readRules(text, name);
  if (value !== undefined) return value;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return refused(several(errors.map(placed)), errors[0]?.hint);
}

function placed({ at, message }: Diagnostic<string>): string {
  return `${formatPosition(at)}: ${message}`;
}

/** The most findings that one sentence names. */
const MOST_NAMED = 3;

export function several(sentences: readonly string[]): string {
  const more = sentences.length - MOST_NAMED;
  return `${sentences.slice(0, MOST_NAMED).join('; ')}${more > 0 ? `; and ${more} more like that` : ''}`;
}

export interface Judgement {
  readonly refusal: Refusal | undefined;
  readonly remarks: readonly string[];
  readonly set: string | undefined;
}

/** Without these the text does not load: a jump to nowhere, and what one of the backends refuses. */
const DOES_NOT_LOAD: ReadonlySet<string> = new Set(['FW003', 'FW004']);

/** Whose something is: the task has decided that. */
const DECIDED: ReadonlySet<string> = new Set(['FW005', 'FW015']);

/** Looks at a text that is to be loaded at boot. @param name as for `readText` */
export function judge(rules: RulesText, name: string, options: OwnersOptions): Judgement {
  const findings = lintRules(rules, options);
  const fatal = findings.filter(({ id }) => DOES_NOT_LOAD.has(id));
  const odd = findings.filter(
    ({ id, severity }) => severity !== 'info' && !DOES_NOT_LOAD.has(id) && !DECIDED.has(id),
  );
  const told = odd
    .slice(0, MOST_NAMED)
    .map(({ id, line, message, why }) => `${name}:${line}: ${message}; ${why} (${id})`);
  const more = odd.length - told.length;
  return {
    refusal:
      fatal.length === 0
        ? undefined
        : refused(several(fatal.map(({ line, message }) => `${name}:${line}: ${message}`)), fatal[0]?.fix),
    remarks: more > 0 ? [...told, `${name}: ${more} more such findings`] : told,
    set: firstSet(rules),
  };
}

/** Options of the match and the target that need an ipset. */
const OF_A_SET: ReadonlySet<string> = new Set(['--match-set', '--add-set', '--del-set', '--map-set']);

function firstSet({ tables }: RulesText): string | undefined {
  const options = tables.flatMap(({ rules }) => rules).flatMap((rule) => rule.options);
  return options.find(({ name }) => OF_A_SET.has(name))?.values[0];
}
