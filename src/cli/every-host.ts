import type { Asked } from '../engine/look.ts';
import { describeFailure, type Failure } from '../model/failure.ts';
import type { Cli } from './command-line.ts';
import { loadPlanOf, playbookIn } from './load.ts';
import type { RunOptions } from './options.ts';

/** A look is a playbook that does nothing: so hosts are reached, and rights taken, as with any other. */
const PLAYBOOK = `- name: Look at every host
  hosts: all
  become: true
  tasks:
    - debug: {msg: nothing is changed}
`;

/**
 * Every host of the inventory, within the limit, to be worked on as root. `purpose` stands for the playbook in what is told.
 * Undefined: the inventory is wrong, and that has been told.
 */
export async function everyHost(
  purpose: string,
  options: Omit<RunOptions, 'tags' | 'skipTags'>,
  cli: Cli,
): Promise<readonly Asked[] | undefined> {
  const { value, diagnostics } = await playbookIn(PLAYBOOK, purpose);
  const playbooks = value === undefined ? [] : [value];
  const read = { playbooks, diagnostics, texts: new Map() };
  const loaded = await loadPlanOf(read, [], { ...options, tags: [], skipTags: [] }, cli);
  if (!loaded.ok) return undefined;
  const [play] = loaded.plan.plays;
  const task = play?.tasks[0];
  if (play === undefined || task === undefined) return [];
  return play.batches.flat().map((host) => ({ target: host.target, identity: task.identity(host) }));
}

/** Why a host could not be worked on, for people. @throws {Error} for a bug: it is ours, not the host's */
export function whyNot(host: string, failure: Failure): string {
  if (failure.kind === 'internal') throw new Error(`${host}: ${failure.why}`);
  return describeFailure(failure);
}
