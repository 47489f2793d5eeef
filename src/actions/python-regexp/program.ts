import type { Parsed } from './parse.ts';
import { type Assertion, type ByteSet, type Node, PatternError } from './syntax.ts';

/** One step of a program. Numbers are places in the program. */
export type Instruction =
  | { readonly do: 'byte'; readonly set: ByteSet }
  /** Tries `first`, and if that comes to nothing, `second`. */
  | { readonly do: 'split'; first: number; second: number }
  | { readonly do: 'jump'; to: number }
  | { readonly do: 'save'; readonly slot: number }
  | { readonly do: 'assert'; readonly of: Assertion }
  | {
      readonly do: 'look';
      readonly program: readonly Instruction[];
      readonly negated: boolean;
      readonly behind: number | undefined;
    }
  | { readonly do: 'match' };

/** A pattern made ready for matching. */
export interface Program {
  readonly instructions: readonly Instruction[];
  /** Two for each group and two for the whole: where it begins and where it ends. */
  readonly slots: number;
  readonly names: ReadonlyMap<string, number>;
}

/** Repeats are written out, so a short pattern may become a long program. */
const LONGEST = 20_000;

/** @throws {PatternError} when it would become too large */
export function compile({ node, groups, names }: Parsed): Program {
  return { instructions: compileWhole(node, true), slots: (groups + 1) * 2, names };
}

function compileWhole(node: Node, saving: boolean): readonly Instruction[] {
  const program: Instruction[] = [];
  if (saving) program.push({ do: 'save', slot: 0 });
  emit(node, program);
  if (saving) program.push({ do: 'save', slot: 1 });
  program.push({ do: 'match' });
  return program;
}

function emit(node: Node, program: Instruction[]): void {
  if (program.length > LONGEST) throw new PatternError('its repeats are too many');
  switch (node.kind) {
    case 'byte':
      program.push({ do: 'byte', set: node.set });
      return;
    case 'sequence':
      for (const item of node.items) emit(item, program);
      return;
    case 'choice':
      emitChoice(node.options, program);
      return;
    case 'repeat':
      emitRepeat(node, program);
      return;
    case 'group':
      program.push({ do: 'save', slot: node.number * 2 });
      emit(node.item, program);
      program.push({ do: 'save', slot: node.number * 2 + 1 });
      return;
    case 'assertion':
      program.push({ do: 'assert', of: node.of });
      return;
    case 'look':
      program.push({
        do: 'look',
        program: compileWhole(node.item, false),
        negated: node.negated,
        behind: node.behind,
      });
      return;
  }
}

function emitChoice(options: readonly Node[], program: Instruction[]): void {
  const ends: { to: number }[] = [];
  for (const [index, option] of options.entries()) {
    if (index === options.length - 1) {
      emit(option, program);
      continue;
    }
    const split = { do: 'split' as const, first: program.length + 1, second: 0 };
    program.push(split);
    emit(option, program);
    const jump = { do: 'jump' as const, to: 0 };
    program.push(jump);
    ends.push(jump);
    split.second = program.length;
  }
  for (const end of ends) end.to = program.length;
}

function emitRepeat(
  { item, min, max, greedy }: Extract<Node, { kind: 'repeat' }>,
  program: Instruction[],
): void {
  for (let count = 0; count < min; count += 1) emit(item, program);
  if (max === undefined) {
    const top = program.length;
    const leave = pushSplit(program, greedy);
    emit(item, program);
    program.push({ do: 'jump', to: top });
    leave(program.length);
    return;
  }
  const leaves: ((to: number) => void)[] = [];
  for (let count = min; count < max; count += 1) {
    leaves.push(pushSplit(program, greedy));
    emit(item, program);
  }
  for (const leave of leaves) leave(program.length);
}

/** A choice between the next instruction and leaving, whose place is told later. */
function pushSplit(program: Instruction[], greedy: boolean): (to: number) => void {
  const next = program.length + 1;
  const split = { do: 'split' as const, first: next, second: next };
  program.push(split);
  return (to) => {
    if (greedy) split.second = to;
    else split.first = to;
  };
}
