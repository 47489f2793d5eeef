import { safeText } from './safe-text.ts';

/** Text that is HTML or XML already. Only `markup` makes it, so that whatever else is put into a page is escaped. */
export interface Markup {
  readonly markup: string;
}

type Piece = string | number | Markup | readonly Markup[] | undefined;

export const NOTHING: Markup = { markup: '' };

/** A template of HTML or XML: what is filled in is text, unless it is markup itself. Undefined is nothing. */
export function markup(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  let text = parts[0] ?? '';
  for (const [index, piece] of pieces.entries()) text += filled(piece) + (parts[index + 1] ?? '');
  return { markup: text };
}

function filled(piece: Piece): string {
  if (piece === undefined) return '';
  if (typeof piece === 'number') return String(piece);
  if (typeof piece === 'string') return escaped(piece);
  if ('markup' in piece) return piece.markup;
  return piece.map((one) => one.markup).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that no XML document may hold, not even escaped (XML 1.0, 2.2), beside those that `safeText` shows. */
const NO_CHARACTER: RegExp = /[\p{Cs}\ufffe\uffff]/gu;

/** Text as it may stand in an element or a quoted attribute. What would move or hide text is shown, as in a terminal. */
export function escaped(text: string): string {
  return safeText(text)
    .replace(NO_CHARACTER, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
