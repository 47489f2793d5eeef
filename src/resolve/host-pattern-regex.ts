import type { NameTest } from './host-pattern-glob.ts';
import { attempt } from './template/error.ts';
import { defaultLimits, meterOf } from './template/limits.ts';
import { firstMatch, programOf } from './template/regex/use.ts';

export type NameRegex =
  | { readonly ok: true; readonly test: NameTest }
  | { readonly ok: false; readonly message: string; readonly hint: string | undefined };

/**
 * Compiles the regular expression of a term such as `~web\d+`: Python's language, held against the start of a name.
 * Matching is linear; a pattern that is too costly all the same counts as not matching.
 */
export function regexTest(pattern: string): NameRegex {
  const flags = { ignoreCase: false, multiline: false, dotAll: false };
  const compiled = attempt(
    () => programOf(pattern, flags),
    () => 0,
  );
  if (!compiled.ok) return { ok: false, message: compiled.error.message, hint: compiled.error.hint };
  const program = compiled.value;
  return {
    ok: true,
    test: (name) => {
      const found = attempt(
        () => firstMatch(program, name, 'match', meterOf(defaultLimits)),
        () => 0,
      );
      return found.ok && found.value !== undefined;
    },
  };
}
