import { Fault } from '../fault.ts';
import { lastOf } from '../present.ts';
import type { CharacterTest } from './characters.ts';
import type { Edge, Pattern, RegexTree } from './tree.ts';
import { isNullable } from './width.ts';

/** One move of the matcher. `next` and the like are positions in the program. */
export type Instruction =
  | { readonly kind: 'one'; readonly test: CharacterTest }
  /** Tries `first`; when that fails, `second`. `number` tells splits apart. */
  | { kind: 'split'; first: number; second: number; readonly number: number }
  | { kind: 'jump'; to: number }
  /** The end of a round that may have taken nothing since `slot` was saved: if it did, the loop is over. */
  | { readonly kind: 'again'; readonly slot: number; readonly to: number; after: number }
  /** As many characters as pass the test, then one fewer each time that what follows fails. Counted as a split. */
  | { readonly kind: 'many'; readonly test: CharacterTest; readonly number: number }
  /** Remembers where it stands, in this slot. */
  | { readonly kind: 'save'; readonly slot: number }
  | { readonly kind: 'edge'; readonly edge: Edge }
  /** The looked-for part follows and ends with `found`; matching goes on at `after`. */
  | { kind: 'look'; readonly behind: number | undefined; readonly negative: boolean; after: number }
  | { readonly kind: 'found' };

export interface RegexProgram {
  readonly instructions: readonly Instruction[];
  readonly splits: number;
  readonly groups: number;
  /** Two for the whole match and for each group, one for each loop that can take nothing. */
  readonly slots: number;
  readonly names: ReadonlyMap<string, number>;
  readonly isWord: CharacterTest;
  /** The text every match begins with; empty when that is not known. */
  readonly prefix: string;
  /** What the first character of every match passes; undefined when a match may take none. */
  readonly first: CharacterTest | undefined;
}

/** A longer program is a pattern that repeats repeats by number. */
const longest = 5000;

export function compilePattern({ root, groups, names, alphabet }: Pattern): RegexProgram {
  const instructions: Instruction[] = [];
  let splits = 0;
  let slots = (groups + 1) * 2;
  emit(root);
  push({ kind: 'found' });
  return {
    instructions,
    splits,
    groups,
    slots,
    names,
    isWord: alphabet.isWord,
    prefix: prefixOf(root),
    first: firstOf(root),
  };

  function push<T extends Instruction>(instruction: T): T {
    instructions.push(instruction);
    if (instructions.length > longest)
      throw new Fault('limit', 'the pattern is too long once its repeats are written out');
    return instruction;
  }

  function emit(tree: RegexTree): void {
    switch (tree.kind) {
      case 'one':
        push({ kind: 'one', test: tree.test });
        return;
      case 'edge':
        push({ kind: 'edge', edge: tree.edge });
        return;
      case 'sequence':
        for (const part of tree.parts) emit(part);
        return;
      case 'choice':
        emitChoice(tree.options);
        return;
      case 'repeat':
        emitRepeat(tree);
        return;
      case 'group':
        emitGroup(tree.group, tree.part);
        return;
      case 'look': {
        const look = push({ kind: 'look', behind: tree.behind, negative: tree.negative, after: 0 });
        emit(tree.part);
        push({ kind: 'found' });
        look.after = instructions.length;
      }
    }
  }

  function emitGroup(group: number | undefined, part: RegexTree): void {
    if (group !== undefined) push({ kind: 'save', slot: group * 2 });
    emit(part);
    if (group !== undefined) push({ kind: 'save', slot: group * 2 + 1 });
  }

  function emitChoice(options: readonly RegexTree[]): void {
    const jumps = options.slice(0, -1).map((option) => {
      const split = pushSplit();
      split.first = instructions.length;
      emit(option);
      const jump = push({ kind: 'jump', to: 0 });
      split.second = instructions.length;
      return jump;
    });
    emit(lastOf(options));
    for (const jump of jumps) jump.to = instructions.length;
  }

  function emitRepeat({ part, least, most, lazy }: RegexTree & { readonly kind: 'repeat' }): void {
    for (let time = 0; time < least; time += 1) emit(part);
    if (most === Number.POSITIVE_INFINITY) {
      if (part.kind === 'one' && !lazy) push({ kind: 'many', test: part.test, number: nextSplit() });
      else emitLoop(part, lazy);
      return;
    }
    const splits = Array.from({ length: most - least }, () => {
      const split = pushSplit();
      const inside = instructions.length;
      emit(part);
      return { split, inside };
    });
    for (const { split, inside } of splits) direct(split, inside, lazy);
  }

  function emitLoop(part: RegexTree, lazy: boolean): void {
    const start = instructions.length;
    const split = pushSplit();
    const inside = instructions.length;
    if (isNullable(part)) emitGuardedRound(part, start);
    else {
      emit(part);
      push({ kind: 'jump', to: start });
    }
    direct(split, inside, lazy);
  }

  /** Python lets a round that took nothing stand, and goes on behind the loop. */
  function emitGuardedRound(part: RegexTree, start: number): void {
    const slot = slots;
    slots += 1;
    push({ kind: 'save', slot });
    emit(part);
    const again = push({ kind: 'again', slot, to: start, after: 0 });
    again.after = instructions.length;
  }

  /** Into the repeated part, or out of it: greedy ones try inside first. Called when the part has been written. */
  function direct(split: { first: number; second: number }, inside: number, lazy: boolean): void {
    const outside = instructions.length;
    split.first = lazy ? outside : inside;
    split.second = lazy ? inside : outside;
  }

  function pushSplit(): Instruction & { kind: 'split' } {
    return push({ kind: 'split', first: 0, second: 0, number: nextSplit() });
  }

  function nextSplit(): number {
    splits += 1;
    return splits - 1;
  }
}

/** The literal characters a pattern begins with, whatever it wants to see around them. */
function prefixOf(tree: RegexTree): string {
  if (tree.kind === 'one') return tree.literal ?? '';
  if (tree.kind === 'group') return prefixOf(tree.part);
  if (tree.kind !== 'sequence') return '';
  let prefix = '';
  for (const part of tree.parts.filter(takes)) {
    if (part.kind !== 'one' || part.literal === undefined) return prefix === '' ? prefixOf(part) : prefix;
    prefix += part.literal;
  }
  return prefix;
}

/** False for what only looks. */
function takes({ kind }: RegexTree): boolean {
  return kind !== 'edge' && kind !== 'look';
}

function firstOf(tree: RegexTree): CharacterTest | undefined {
  switch (tree.kind) {
    case 'one':
      return tree.test;
    case 'group':
      return firstOf(tree.part);
    case 'repeat':
      return tree.least > 0 ? firstOf(tree.part) : undefined;
    case 'sequence': {
      const first = tree.parts.find(takes);
      return first === undefined ? undefined : firstOf(first);
    }
    case 'choice':
      return anyOf(tree.options.map(firstOf));
    case 'edge':
    case 'look':
      return undefined;
  }
}

function anyOf(tests: readonly (CharacterTest | undefined)[]): CharacterTest | undefined {
  const all = tests.filter((test) => test !== undefined);
  return all.length === tests.length ? (code) => all.some((test) => test(code)) : undefined;
}
