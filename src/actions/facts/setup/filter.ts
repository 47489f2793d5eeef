import type { FactGroup } from '../../../probes/facts/group.ts';
import { bareName, FACT_NAMES } from '../../../probes/facts/names.ts';
import { globTest } from '../../../text/glob.ts';

const PREFIXED = /^(?:ansible_|facter|ohai)/;

/** Tests full names such as `ansible_kernel`; a pattern may leave `ansible_` out. Without patterns every name passes. */
export function factFilter(patterns: readonly string[]): (name: string) => boolean {
  const tests = patterns.flatMap((pattern) => [
    globTest(pattern === '' ? '*' : pattern),
    ...(PREFIXED.test(pattern) ? [] : [globTest(`ansible_${pattern}`)]),
  ]);
  return (name) => tests.length === 0 || tests.some((test) => test(name));
}

/** Whether a group may tell a fact that passes. One with interfaces in it may tell any but those of the others. */
export function mayTell(group: FactGroup, patterns: readonly string[]): boolean {
  const passes = factFilter(patterns);
  return (
    group.names.some((name) => passes(`ansible_${name}`)) ||
    (group.open === true && patterns.some((pattern) => !FACT_NAMES.has(bareName(pattern))))
  );
}
