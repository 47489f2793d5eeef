import type { Position } from '../values/position.ts';
import type { ScalarNode } from '../values/tree.ts';
import type { Variables } from './inventory.ts';

/** An entry of `vars_files`: the first of these files that is there counts. Names may hold templates. */
export interface VarsFile {
  readonly names: readonly ScalarNode[];
  readonly at: Position;
}

/** An entry of `vars_prompt`: a variable whose value a person types in before anything runs. */
export interface VarsPrompt {
  readonly name: string;
  /** What is asked; may hold templates. Undefined: the name. */
  readonly prompt: ScalarNode | undefined;
  /** What counts when nothing is typed in; may hold templates. */
  readonly default: ScalarNode | undefined;
  /** What is typed in is not shown, now or later. */
  readonly isPrivate: boolean;
  /** It is typed in twice. */
  readonly confirm: boolean;
  /** What was typed in is never read as a template. */
  readonly unsafe: boolean;
  /** What is typed in is hashed so; may hold templates. */
  readonly encrypt: ScalarNode | undefined;
  readonly salt: ScalarNode | undefined;
  readonly saltSize: number | undefined;
  readonly at: Position;
}

/** What the prompts of a play gave. */
export interface Prompted {
  readonly variables: Variables;
  /** Names whose values nobody was asked for: the playbook is only checked. */
  readonly open: readonly string[];
  /** Values that must not be shown. */
  readonly secrets: readonly string[];
}

export const NOT_PROMPTED: Prompted = { variables: new Map(), open: [], secrets: [] };
