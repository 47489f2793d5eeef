import type { WholeFloat } from '../../model/values/json.ts';

/** A template that was read. Immutable; read it once and render it as often as you like. */
export interface Template {
  readonly kind: 'template';
  readonly text: string;
  /** What ends a line of the result. */
  readonly newline: string;
  readonly body: readonly Node[];
}

/** An expression that was read, as `when:` has it: no braces around it. */
export interface Expression {
  readonly kind: 'expression';
  readonly text: string;
  readonly root: Term;
}

export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'output'; readonly term: Term }
  | { readonly kind: 'if'; readonly branches: readonly Branch[]; readonly otherwise: readonly Node[] }
  | {
      readonly kind: 'for';
      readonly targets: readonly string[];
      readonly items: Term;
      /** `{% for x in y if … %}` */
      readonly when: Term | undefined;
      /** `loop(items)` goes through further items with the same body. */
      readonly recursive: boolean;
      readonly body: readonly Node[];
      /** Rendered when there was no item. */
      readonly otherwise: readonly Node[];
      readonly offset: number;
    }
  | { readonly kind: 'set'; readonly target: AssignmentTarget; readonly value: Term; readonly offset: number }
  | {
      readonly kind: 'capture';
      readonly target: AssignmentTarget;
      readonly filters: readonly TermLink[];
      readonly body: readonly Node[];
      readonly offset: number;
    }
  | {
      readonly kind: 'filtered';
      readonly filters: readonly TermLink[];
      readonly body: readonly Node[];
      readonly offset: number;
    }
  | {
      readonly kind: 'with';
      readonly entries: readonly (readonly [string, Term])[];
      readonly body: readonly Node[];
    }
  | (MacroBody & { readonly kind: 'macro'; readonly name: string; readonly offset: number })
  /** The body is given to the macro that is called, as its `caller`. */
  | (MacroBody & { readonly kind: 'call'; readonly call: Term; readonly offset: number })
  | PageNode
  | {
      readonly kind: 'block';
      readonly name: string;
      /** Sees the names around it, such as those of a loop. */
      readonly scoped: boolean;
      readonly body: readonly Node[];
      readonly offset: number;
    };

/** What brings another page in: by its text, by its macros, or as the frame around. */
export type PageNode = { readonly page: Term; readonly offset: number } & (
  | { readonly kind: 'include'; readonly mayMiss: boolean; readonly withContext: boolean }
  | { readonly kind: 'import'; readonly name: string; readonly withContext: boolean }
  | {
      readonly kind: 'from';
      /** Each as it is called there and here. */
      readonly names: readonly (readonly [string, string])[];
      readonly withContext: boolean;
    }
  | { readonly kind: 'extends' }
);

export interface MacroBody {
  readonly params: readonly MacroParam[];
  readonly body: readonly Node[];
  /** What the body names of what a macro may be given beside its parameters. */
  readonly takes: readonly string[];
}

/** The name by which the call of a `{% call %}` gives its body: one that no template can write. */
export const callerName = ' caller';

/** The names by which an expression calls what is between braces in it, and in a string of it: nobody can write them. */
export const splicedName = ' spliced';
export const joinedName = ' joined';

export interface MacroParam {
  readonly name: string;
  readonly otherwise: Term | undefined;
}

export interface Branch {
  readonly when: Term;
  readonly body: readonly Node[];
}

export type AssignmentTarget =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  /** `{% set ns.key = … %}`, only for what `namespace()` made. */
  | { readonly kind: 'member'; readonly name: string; readonly key: string };

/** Every term knows where it starts in the text. */
export type Term = { readonly offset: number } & (
  | { readonly kind: 'constant'; readonly value: null | boolean | number | string | WholeFloat }
  | { readonly kind: 'name'; readonly name: string }
  /** `tuple`: in round brackets or none; the same as a list, except on the right of `'…' % (a, b)`. */
  | { readonly kind: 'list'; readonly items: readonly Term[]; readonly tuple: boolean }
  | { readonly kind: 'mapping'; readonly entries: readonly (readonly [Term, Term])[] }
  | { readonly kind: 'sign'; readonly operator: '-' | '+'; readonly operand: Term }
  | { readonly kind: 'not'; readonly operand: Term }
  | { readonly kind: 'and' | 'or' | 'join'; readonly operands: readonly Term[] }
  /** Operators of one rank, applied from the left. Flat, so that a long sum is not a deep one. */
  | { readonly kind: 'arithmetic'; readonly first: Term; readonly rest: readonly Operand<Arithmetic>[] }
  /** `a < b <= c`: each neighbour pair must hold. */
  | { readonly kind: 'compare'; readonly first: Term; readonly rest: readonly Operand<Comparison>[] }
  | {
      readonly kind: 'choice';
      readonly when: Term;
      readonly then: Term;
      readonly otherwise: Term | undefined;
    }
  /** `range(3)`, of the few functions there are. */
  | { readonly kind: 'call'; readonly name: string; readonly args: Args }
  /** Everything that follows a value: `.a[0].lower()|default('x') is defined`. */
  | { readonly kind: 'chain'; readonly base: Term; readonly links: readonly TermLink[] }
);

export type Arithmetic = '+' | '-' | '*' | '/' | '//' | '%' | '**';
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';

export interface Operand<Operator> {
  readonly operator: Operator;
  readonly term: Term;
  readonly offset: number;
}

/** So does every link behind a term. */
export type TermLink = { readonly offset: number } & (
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'item'; readonly key: Term }
  /** What a value gives when it is called, such as a macro. */
  | { readonly kind: 'call'; readonly args: Args }
  | { readonly kind: 'slice'; readonly bounds: readonly (Term | undefined)[] }
  | { readonly kind: 'method' | 'filter'; readonly name: string; readonly args: Args }
  | { readonly kind: 'test'; readonly name: string; readonly negated: boolean; readonly args: Args }
);

export interface Args {
  readonly positional: readonly Term[];
  readonly named: readonly (readonly [string, Term])[];
  /** `*list`: further arguments without names. */
  readonly list: Term | undefined;
  /** `**mapping`: further arguments with names. */
  readonly mapping: Term | undefined;
}
