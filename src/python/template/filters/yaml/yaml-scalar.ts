import { codeAt } from '../../../present.ts';

/** How a scalar may stand: bare, in single quotes, or only in double ones. */
export type ScalarStyle = 'plain' | 'single' | 'double';

/** Where it stands. A key must fit on one line, and inside brackets more characters mean something. */
export interface ScalarPlace {
  readonly isKey: boolean;
  readonly inBrackets: boolean;
}

/** Words that YAML 1.1 reads as something other than text: Ansible writes for its readers. */
const words =
  /^(?:|~|null|Null|NULL|yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|<<|=|!|&|\*)$/;
const integers = /^[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const floats =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const timestamps =
  /^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)$/;

const breaks = '[\\n\\u0085\\u2028\\u2029]';
const unprintable = /[^\n -~\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;
const needsDouble = new RegExp(` ${breaks}|${breaks} |${unprintable.source}`, 'u');
const multiline = new RegExp(breaks, 'u');
const edges = new RegExp(`^(?: |${breaks})|(?: |${breaks})$`, 'u');
/** What begins a comment, a key, a list or a document, anywhere in a bare scalar. */
const indicators = /^(?:---|\.\.\.|[#,[\]{}&*!|>'"%@`]|[?:](?:\s|$)|-(?:\s|$))|:(?:\s|$)|\s#/;
const bracketIndicators = /^\?|[:,?[\]{}]/;

/** The style a string is written in: the barest one that is read back as the same string. */
export function styleOf(text: string, place: ScalarPlace): ScalarStyle {
  const isMultiline = multiline.test(text);
  if (!isMultiline && isPlain(text, place)) return 'plain';
  return needsDouble.test(text) || (place.isKey && isMultiline) ? 'double' : 'single';
}

function isPlain(text: string, { inBrackets }: ScalarPlace): boolean {
  if (words.test(text) || integers.test(text) || floats.test(text) || timestamps.test(text)) return false;
  if (edges.test(text) || indicators.test(text) || needsDouble.test(text)) return false;
  return !(inBrackets && bracketIndicators.test(text));
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\0', '0'],
  ['\u0007', 'a'],
  ['\b', 'b'],
  ['\t', 't'],
  ['\n', 'n'],
  ['\v', 'v'],
  ['\f', 'f'],
  ['\r', 'r'],
  ['\u001b', 'e'],
  ['"', '"'],
  ['\\', '\\'],
  ['\u0085', 'N'],
  ['\u2028', 'L'],
  ['\u2029', 'P'],
]);

/** One character as it stands between double quotes: itself where it is printable. */
export function escaped(letter: string): string {
  const short = escapes.get(letter);
  if (short !== undefined) return `\\${short}`;
  if (/^[ -~\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]$/.test(letter)) return letter;
  const code = codeAt(letter, 0);
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
