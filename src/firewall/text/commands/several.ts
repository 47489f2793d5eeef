import { plainNetwork } from '../../kernel/address.ts';
import { canonicalOption } from '../option-names.ts';
import type { Rule } from '../rules.ts';

/**
 * True when the kernel may get another number of rules than one: a list of addresses is a rule for each, the name of a host
 * may be, and `-4` is none for the other family. Behind such a rule nobody can count.
 */
export function isSeveral({ options }: Rule): boolean {
  return options.some(({ name: written, values }) => {
    const name = canonicalOption(written);
    if (name === '-4' || name === '-6') return true;
    return (name === '-s' || name === '-d') && plainNetwork(values[0] ?? '') === undefined;
  });
}
