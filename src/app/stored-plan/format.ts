import type { JsonValue } from '../../model/values/json.ts';

/** Another one is refused with a sentence. */
export const FORMAT_VERSION = 1;

/**
 * A plan as JSON: it may be turned into text, kept, and applied by another process with the same result. It holds the playbooks
 * and the variables of the inventory as they were written, so it is as private as these. It never holds a password, a
 * variable of the inventory whose name says that it is one, or what the extra variables say: whoever applies it gives those
 * again. What is encrypted stays so. Files that tasks copy are read when it is applied.
 */
export interface StoredPlan {
  readonly rulerun: 'whole plan';
  readonly formatVersion: typeof FORMAT_VERSION;
  /** What a run of it is said to do. */
  readonly playbooks: readonly string[];
  readonly salt: string;
  /** What the extra variables come to with the salt, to tell whether others are given. */
  readonly extraVariables: string;
  readonly plan: JsonValue;
  readonly texts: JsonValue;
}
