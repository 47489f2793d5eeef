import type { Task } from '../../model/playbook/playbook.ts';
import { FACT_NAMES } from '../../probes/facts/names.ts';

/** The variables that have values once tasks have gathered facts, by the tasks that do. */
const GATHERED: ReadonlyMap<string, readonly string[]> = new Map([
  ['setup', ['ansible_facts', ...[...FACT_NAMES].map((name) => `ansible_${name}`)]],
  ['package_facts', ['ansible_facts']],
  ['service_facts', ['ansible_facts']],
]);

/** The names that a task gives values to: of what it registers, and of the facts that it gathers. */
export function namesToldBy({ register, action }: Pick<Task, 'register' | 'action'>): readonly string[] {
  return [...(register === undefined ? [] : [register]), ...(GATHERED.get(action) ?? [])];
}
