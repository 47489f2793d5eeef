/**
 * The text with the lines of a quoted value indented as YAML 1.2 asks for, where they are indented less, or by tabs, as the
 * YAML of Ansible lets them be. It folds them either way. `quote`: the offset of the opening quote.
 */
export function withLinesIndented(text: string, quote: number): string {
  const end = endOfQuoted(text, quote);
  if (end === undefined) return text;
  const column = quote - (text.lastIndexOf('\n', quote) + 1);
  const inner = text.slice(quote, end).replace(/\n[ \t]*(?=[^\s])/g, `\n${' '.repeat(column + 1)}`);
  return text.slice(0, quote) + inner + text.slice(end);
}

/** The offset behind the closing quote; undefined: there is none. */
function endOfQuoted(text: string, quote: number): number | undefined {
  const pattern = text[quote] === "'" ? /'(?:[^']|'')*'/y : /"(?:[^"\\]|\\[\s\S])*"/y;
  pattern.lastIndex = quote;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
