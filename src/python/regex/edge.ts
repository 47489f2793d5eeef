import { codeAt } from '../present.ts';
import type { CharacterTest } from './characters.ts';
import type { Edge } from './tree.ts';

/** A text, and what its words are made of. */
interface Ground {
  readonly text: string;
  readonly isWord: CharacterTest;
}

/** Whether the place before this offset is such an edge. */
export function isAt(edge: Edge, { text, isWord }: Ground, at: number): boolean {
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
      return isWordBefore() !== isWord(codeAt(text, at));
    case 'inside word':
      return isWordBefore() === isWord(codeAt(text, at)) && text !== '';
  }

  function isWordBefore(): boolean {
    const isPair = codeAt(text, at - 2) > 0xffff;
    return at > 0 && isWord(codeAt(text, isPair ? at - 2 : at - 1));
  }
}
