import type { YAMLError } from 'yaml';
import type { Diagnostic, DiagnosticCode } from '../../model/diagnostic.ts';
import { mistake } from '../diagnostics/mistake.ts';
import type { Locate } from './line-index.ts';

interface Explanation {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint?: string;
}

/** Says in plain words what the parser means. */
export function explainSyntax(error: YAMLError, text: string, locate: Locate): Diagnostic {
  const [start] = error.pos;
  const newline = text.indexOf('\n', start);
  const rest = text.slice(start, newline === -1 ? undefined : newline).trimEnd();
  const { code, message, hint } = explain(error, rest, text.slice(...error.pos));
  return mistake(locate(start), code, message, hint);
}

function explain({ code, message }: YAMLError, rest: string, culprit: string): Explanation {
  if (/^Flow (?:map|sequence) .*must .*end with a/.test(message)) return unclosedBracket;
  switch (code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
      return rest.includes(': ') || rest.endsWith(':')
        ? {
            code: 'nested-mapping',
            message: 'a second `: ` on one line makes this a mapping where none can stand',
            hint: `put the value in quotes: '${rest.replaceAll("'", "''")}'`,
          }
        : badIndent('the next line is indented as if it belonged to this value');
    case 'MULTILINE_IMPLICIT_KEY':
      return missingColon;
    case 'TAB_AS_INDENT':
      return { code: 'tab-indentation', message: 'a tab cannot indent a line', hint: 'use spaces' };
    case 'BAD_SCALAR_START':
      return {
        code: 'reserved-character',
        message: `a value without quotes cannot start with \`${culprit}\``,
        hint: `put the value in quotes: '${rest.replaceAll("'", "''")}'`,
      };
    case 'BAD_DQ_ESCAPE':
      return {
        code: 'bad-escape',
        message: `\`${rest.slice(0, 2)}\` is not an escape that YAML knows`,
        hint: 'use single quotes, or double the backslash',
      };
    case 'BAD_INDENT':
      return badIndent('this does not line up with what it belongs to');
    case 'UNEXPECTED_TOKEN':
      return {
        code: 'unexpected-text',
        message: 'this cannot stand here: what comes before it was already complete',
        hint: 'check the indentation, or put the whole value in quotes',
      };
    case 'TAG_RESOLVE_FAILED':
    case 'BAD_COLLECTION_TYPE':
      return unknownTag(culprit);
    case 'MISSING_CHAR':
      return message.startsWith('Implicit map keys') ? missingColon : asIs(message);
    case 'BAD_DIRECTIVE':
    case 'ALIAS_PROPS':
    case 'BAD_ALIAS':
    case 'BAD_PROP_ORDER':
    case 'BLOCK_IN_FLOW':
    case 'DUPLICATE_KEY':
    case 'IMPOSSIBLE':
    case 'KEY_OVER_1024_CHARS':
    case 'MULTIPLE_ANCHORS':
    case 'MULTIPLE_DOCS':
    case 'MULTIPLE_TAGS':
    case 'NON_STRING_KEY':
    case 'RESOURCE_EXHAUSTION':
      return asIs(message);
  }
}

const unclosedBracket: Explanation = {
  code: 'unclosed-bracket',
  message: 'a bracket that was opened above is not closed before this',
  hint: 'add the closing bracket',
};

const missingColon: Explanation = {
  code: 'missing-colon',
  message: 'this line has no `: ` between a key and a value',
  hint: 'write `key: value`, with a space after the colon',
};

function badIndent(message: string): Explanation {
  return { code: 'bad-indentation', message, hint: 'line up keys of one mapping and dashes of one list' };
}

function unknownTag(tag: string): Explanation {
  if (tag.startsWith('!vault')) {
    const hint = 'write `name: !vault |` and the encrypted text below, indented';
    return { code: 'unknown-tag', message: `\`${tag}\` can only stand before a text`, hint };
  }
  return { code: 'unknown-tag', message: `the tag \`${tag}\` is not supported here`, hint: 'remove the tag' };
}

function asIs(message: string): Explanation {
  return { code: 'yaml-syntax', message: message.charAt(0).toLowerCase() + message.slice(1) };
}
