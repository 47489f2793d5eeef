/**
 * What could move a cursor, change a terminal, hide, or look like something else: the control characters of C0 (but tab
 * and newline), DEL and C1; the marks that reorder text (Unicode TR9, "Trojan Source"); line and paragraph separators;
 * and characters without a width, which make two different texts look the same (Unicode TR36).
 */
const UNSAFE: RegExp =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

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

/** JSON that says the same and is safe to show: such characters stand only in strings, where JSON can escape them. */
export function safeJson(json: string): string {
  return json.replace(UNSAFE, (character) =>
    Array.from({ length: character.length }, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join(''),
  );
}
