import { Composer, type CST, type Document, type ParsedNode } from 'yaml';
import { type Diagnostic, inReadingOrder, type Read } from '../../model/diagnostic.ts';
import { messageOf } from '../../model/error.ts';
import type { Vault } from '../../model/values/sealed.ts';
import type { Tree } from '../../model/values/tree.ts';
import { withLinesIndented } from '../../text/quoted-lines.ts';
import { openVault } from '../../vault/open-vault.ts';
import { mistake } from '../diagnostics/mistake.ts';
import { indexLines, type Locate } from './line-index.ts';
import { unsafeTags } from './unsafe-tag.ts';
import { vaultTags } from './vault-tag.ts';
import { tokensWithin, type YamlLimits } from './yaml-limits.ts';
import { explainSyntax } from './yaml-syntax.ts';
import { toTree } from './yaml-tree.ts';

/**
 * Reads one YAML 1.2 document in the core schema, with merge keys and aliases resolved. An empty text is a null scalar.
 *
 * Never throws, whatever the text. There is a value when the text could be parsed, mistakes such as a duplicate key
 * notwithstanding: so that what is wrong with the content can be told in the same breath. `vault` holds the passwords for
 * encrypted values; without it they can be read and kept, and not opened.
 */
export function readYaml(
  text: string,
  file: string,
  limits: YamlLimits,
  vault: Vault = openVault([]),
): Read<Tree> {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const read = readBody(body, file, limits, vault);
  const indented = read.diagnostics.some(isUnclosed) ? indentedLines(body, file, limits, vault) : undefined;
  return indented ?? read;
}

/** What is read when the lines of quoted values are indented as they have to be; undefined: then something is wrong too. */
function indentedLines(text: string, file: string, limits: YamlLimits, vault: Vault): Read<Tree> | undefined {
  let body = text;
  for (let round = 0; round < mostMistakes; round += 1) {
    const read = readBody(body, file, limits, vault);
    const unclosed = read.diagnostics.find(isUnclosed);
    if (unclosed === undefined) return read.value === undefined ? undefined : read;
    const { line, column } = unclosed.at;
    const better = withLinesIndented(body, offsetOf(body, line) + column - 1);
    if (better === body) return undefined;
    body = better;
  }
  return undefined;
}

function isUnclosed({ code }: Diagnostic): boolean {
  return code === 'unclosed-quote';
}

/** Where a line begins. */
function offsetOf(text: string, line: number): number {
  let at = 0;
  for (let passed = 1; passed < line; passed += 1) at = text.indexOf('\n', at) + 1;
  return at;
}

function readBody(body: string, file: string, limits: YamlLimits, vault: Vault): Read<Tree> {
  const locate = indexLines(body, file);
  try {
    const parsed = tokensWithin(body, limits, locate);
    if (!parsed.ok) return { value: undefined, diagnostics: parsed.diagnostics };
    const { value, diagnostics } = compose(parsed.tokens, body, { locate, limits, file, vault });
    return { value, diagnostics: firstOf(inReadingOrder(diagnostics)) };
  } catch (error) {
    // The parser has no known way to throw here; if it finds one, the user still gets a sentence with a place.
    const message = `this cannot be read as YAML: ${messageOf(error)}`;
    return { value: undefined, diagnostics: [mistake(locate(0), 'yaml-syntax', message)] };
  }
}

interface Setting {
  readonly file: string;
  readonly locate: Locate;
  readonly limits: YamlLimits;
  readonly vault: Vault;
}

function compose(tokens: readonly CST.Token[], text: string, setting: Setting): Read<Tree> {
  const { locate } = setting;
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    // Its own check is quadratic; ours is in yaml-tree.ts.
    uniqueKeys: false,
    resolveKnownTags: false,
    customTags: [...vaultTags, ...unsafeTags],
    logLevel: 'silent',
  });
  const documents: readonly Document.Parsed<ParsedNode>[] = [...composer.compose(tokens)];
  const broken = documents.flatMap(({ errors }) => errors);
  const tags = documents.flatMap(({ warnings }) => warnings);

  const found: Diagnostic[] = [];
  const tree = toTree(documents[0]?.contents ?? null, { ...setting, text, diagnostics: found });
  const aside = [...tooManyDocuments(documents, locate), ...directives(text, locate)];
  if (broken.length === 0) {
    const content = [...found, ...aside, ...tags.map((error) => explainSyntax(error, text, locate))];
    return { value: tree, diagnostics: content };
  }

  const sure = [...found.filter(({ code }) => evidentInBrokenText.has(code)), ...aside];
  const syntax = broken.map((error) => explainSyntax(error, text, locate));
  return { value: undefined, diagnostics: [...sure, ...news(syntax, sure)] };
}

/** More than anybody reads. */
const mostMistakes = 200;

function firstOf(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const next = diagnostics[mostMistakes];
  if (next === undefined) return diagnostics;
  const count = diagnostics.length - mostMistakes;
  const rest = mistake(next.at, 'more-mistakes', `${count} more mistakes from here on are not shown`);
  return [...diagnostics.slice(0, mostMistakes), rest];
}

/** Mistakes that are what they seem even where the text around them could not be understood. */
const evidentInBrokenText: ReadonlySet<string> = new Set([
  'unquoted-template',
  'unclosed-quote',
  'unclosed-bracket',
]);

/**
 * One complaint of the parser a line, and none that only follows from a mistake better explained: behind the first text
 * that cannot stand where it does, all that the parser cannot place is that same mistake.
 */
function news(syntax: readonly Diagnostic[], sure: readonly Diagnostic[]): readonly Diagnostic[] {
  const unclosed = sure.find(({ code }) => code === 'unclosed-quote' || code === 'unclosed-bracket');
  const lines = new Set(sure.map(({ at }) => at.line));
  const lost = syntax.find(({ code }) => code === 'unexpected-text');
  return syntax.filter((each) => {
    const { at, code } = each;
    const follows = unclosed !== undefined && at.line > unclosed.at.line;
    if (code === 'unexpected-text' && each !== lost) return false;
    if (follows || lines.has(at.line) || (code === 'unclosed-bracket' && sure.length > 0)) return false;
    lines.add(at.line);
    return true;
  });
}

function tooManyDocuments(documents: readonly Document.Parsed[], locate: Locate): readonly Diagnostic[] {
  const second = documents[1];
  if (second === undefined) return [];
  const place = { at: locate(second.range[0]), length: '---'.length };
  const hint = 'put it into a file of its own';
  return [mistake(place, 'several-documents', 'a second document starts here', hint)];
}

/** `%YAML 1.1` would change what every value means. It can only stand above the document. */
function directives(text: string, locate: Locate): readonly Diagnostic[] {
  let start = 0;
  while (/[\r\n#]/.test(text.charAt(start))) {
    const newline = text.indexOf('\n', start);
    start = newline === -1 ? text.length : newline + 1;
  }
  if (text.charAt(start) !== '%') return [];
  return [mistake(locate(start), 'directive', 'directives are not supported', 'remove this line')];
}
