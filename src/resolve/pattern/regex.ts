import { Fault } from '../../python/fault.ts';
import { defaultLimits, meterOf } from '../../python/meter.ts';
import { firstMatch, programOf } from '../../python/regex/use.ts';
import type { NameTest } from './glob.ts';

export type NameRegex =
  | { readonly ok: true; readonly test: NameTest }
  | { readonly ok: false; readonly message: string; readonly hint: string | undefined };

/**
 * Compiles the regular expression of a term such as `~web\d+`: Python's language, held against the start of a name.
 * Matching is linear, and a name on which it would take too long all the same does not match.
 */
export function regexTest(pattern: string): NameRegex {
  const flags = { ignoreCase: false, multiline: false, dotAll: false };
  const program = orFault(() => programOf(pattern, flags));
  if (program instanceof Fault) return { ok: false, message: program.message, hint: program.hint };
  const matches = (name: string) => firstMatch(program, name, 'match', meterOf(defaultLimits));
  return {
    ok: true,
    test: (name) => {
      const match = orFault(() => matches(name));
      return match !== undefined && !(match instanceof Fault);
    },
  };
}

/** Where what the engine of the templates throws becomes a value. */
function orFault<T>(work: () => T): T | Fault {
  try {
    return work();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}
