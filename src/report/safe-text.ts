/**
 * What could move a cursor, change a terminal, hide, or look like something else: control characters (Cc), among them
 * escape, carriage return and C1; format characters (Cf), which reorder text (Unicode TR9, "Trojan Source") or have no
 * width (Unicode TR36); line and paragraph separators. Tab and newline, and the joiners that scripts and pictures need,
 * are none of these.
 */
const UNSAFE: RegExp = /(?![\t\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Text that may hold anything, made safe to show: nothing in it can move the cursor, change the terminal, or look like
 * another line. Newlines and tabs stay.
 */
export function safeText(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const hex = (character.codePointAt(0) ?? 0).toString(16);
    if (hex.length <= 2) return `\\x${hex.padStart(2, '0')}`;
    return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
  });
}

/** As `safeText`, in one line: newlines are shown as `\n`. */
export function safeLine(text: string): string {
  return safeText(text).replaceAll('\n', '\\n').replaceAll('\t', ' ');
}

/** A message of several lines as one that can be read. */
export function inOneLine(text: string): string {
  return safeLine(text.trim().replaceAll(/\s*\n\s*/g, ' / '));
}

/** JSON that says the same and is safe to show: such characters stand only in strings, where JSON can escape them. */
export function safeJson(json: string): string {
  return json.replace(UNSAFE, (character) =>
    Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
