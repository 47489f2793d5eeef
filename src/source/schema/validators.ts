import type { Level } from '../keywords.ts';

/** A schema compiled to a function. What was wrong lies in `errors` until the next call. */
export interface Validator {
  (data: unknown): boolean;
  readonly errors?: readonly SchemaError[] | null;
}

/** What the schema compiler's functions say of a mistake. */
export interface SchemaError {
  /** JSON pointer to the value: `/tags/0`. */
  readonly instancePath: string;
  /** JSON pointer to the part of the schema that it breaks: `#/allOf/2/oneOf`. */
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Compiled once when rulerun is built, because compiling takes longer than everything else at the start. */
export interface Validators {
  readonly level: Readonly<Record<Level, Validator>>;
  /** By the action's own name. */
  readonly action: Readonly<Record<string, Validator>>;
}
