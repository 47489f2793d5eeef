import { type Markup, markup } from '../markup.ts';

/** The outcome of hosts in its colour; with a count before it. */
export function pill(word: string, count?: number): Markup {
  const text = count === undefined ? word : `${count} ${word}`;
  return markup`<span class="outcome ${word.replace(' ', '-')}">${text}</span>`;
}
