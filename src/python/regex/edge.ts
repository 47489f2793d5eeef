import { codeAt } from '../present.ts';
import { isWord } from './characters.ts';
import type { Edge } from './tree.ts';

/** Whether the place before this offset is such an edge. */
export function isAt(edge: Edge, text: string, at: number): boolean {
  switch (edge) {
    case 'start':
      return at === 0;
    case 'end':
      return at === text.length;
    case 'line start':
      return at === 0 || text[at - 1] === '\n';
    case 'line end':
      return at === text.length || text[at] === '\n';
    case 'last line end':
      return at === text.length || (at === text.length - 1 && text[at] === '\n');
    case 'word edge':
      return isWordBefore(text, at) !== isWordAt(text, at);
    case 'inside word':
      return isWordBefore(text, at) === isWordAt(text, at) && text !== '';
  }
}

function isWordBefore(text: string, at: number): boolean {
  const isPair = codeAt(text, at - 2) > 0xffff;
  return at > 0 && isWordAt(text, isPair ? at - 2 : at - 1);
}

function isWordAt(text: string, at: number): boolean {
  return isWord(codeAt(text, at));
}
