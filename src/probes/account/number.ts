import { outputOf, troubleIn } from '../answer.ts';
import type { Probe } from '../probe.ts';

/** The number that a host has for the name of a user or a group. */
export function numberOf(kind: 'user' | 'group', name: string): Probe<number> {
  return {
    argv: [kind === 'user' ? 'rr_user' : 'rr_group', name],
    read: (answer) => {
      if (answer.exitCode === 2) return `this host has no ${kind} ${name}`;
      const trouble = troubleIn(answer);
      if (trouble !== undefined) return `the ${kind} ${name} cannot be looked up: ${trouble}`;
      const id = outputOf(answer).trim();
      return /^\d+$/.test(id)
        ? Number(id)
        : `the ${kind} ${name} cannot be looked up: the host's answer is no number`;
    },
    hint: 'make it first, or name another',
  };
}
