import { attempt, type Result } from '../../python/fault.ts';
import { defaultLimits, meterOf } from '../../python/meter.ts';
import { firstMatch, programOf } from '../../python/regex/use.ts';
import type { NameTest } from '../../text/glob.ts';

/**
 * Compiles the regular expression of a term such as `~web\d+`: Python's language, held against the start of a name.
 * Matching is linear, and a name on which it would take too long all the same does not match.
 */
export function regexTest(pattern: string): Result<NameTest> {
  const program = attempt(() => programOf(pattern));
  if (!program.ok) return program;
  return {
    ok: true,
    value: (name) => {
      const match = attempt(() => firstMatch(program.value, name, 'match', meterOf(defaultLimits)));
      return match.ok && match.value !== undefined;
    },
  };
}
