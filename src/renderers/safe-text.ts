// Control characters of C0 but tab and newline, DEL, C1, and the marks that reorder text (Unicode TR9, "Trojan Source").
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text that may hold anything, made safe to print: nothing in it can move the cursor, change the terminal, or look like
 * another line. Newlines and tabs stay.
 */
export function safeText(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** As `safeText`, in one line: newlines are shown as `\n`. */
export function safeLine(text: string): string {
  return safeText(text).replaceAll('\n', '\\n').replaceAll('\t', ' ');
}
