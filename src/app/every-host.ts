import type { Asked } from '../engine/look/ask-hosts.ts';
import { identityOf } from '../model/playbook/plan.ts';
import { describeFailure, type Failure } from '../model/run/failure.ts';
import { type LoadContext, loadPlanOf } from './load.ts';
import type { Diagnosed, NotLoaded } from './loaded.ts';
import type { LoadOptions } from './project/options.ts';
import { ownPlaybook } from './project/read-playbooks.ts';

/** A look is a playbook that does nothing: so hosts are reached, and rights taken, as with any other. */
const PLAYBOOK = `- name: Look at every host
  hosts: all
  become: true
  tasks:
    - debug: {msg: nothing is changed}
`;

export interface AskedHosts extends Diagnosed {
  readonly ok: true;
  readonly hosts: readonly Asked[];
}

/** Every host of the inventory, within the limit, to be worked on as root. `purpose` stands for the playbook in what is told. */
export async function everyHost(
  purpose: string,
  options: Omit<LoadOptions, 'tags' | 'skipTags'>,
  context: LoadContext,
): Promise<AskedHosts | NotLoaded> {
  const read = ownPlaybook(PLAYBOOK, purpose);
  const loaded = await loadPlanOf(read, { ...options, tags: [], skipTags: [] }, context);
  if (!loaded.ok) return loaded;
  const { diagnostics, texts, plan } = loaded;
  const hosts = plan.plays.flatMap(({ batches, tasks }) =>
    tasks.flatMap((task) =>
      batches.flat().map((host) => ({ target: host.target, identity: identityOf(task, host) })),
    ),
  );
  return { ok: true, hosts, diagnostics, texts };
}

/** Why a host could not be worked on, for people. @throws {Error} for a bug: it is ours, not the host's */
export function whyNot(host: string, failure: Failure): string {
  if (failure.kind === 'internal') throw new Error(`${host}: ${failure.why}`);
  return describeFailure(failure);
}
