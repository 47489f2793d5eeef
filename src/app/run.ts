import { apply, foresee, type RunLabel } from '../engine/run.ts';
import { createJournal, type Journal, roomForTheEnd } from '../journal/append.ts';
import { noJournal } from '../journal/none.ts';
import { journalPath } from '../journal/paths.ts';
import { createRunFolder, keepDocument, newRunName, replaceDocument } from '../journal/runs.ts';
import type { ExitCode } from '../model/run/exit-code.ts';
import { type Conduct, conduct, type Work } from './conduct.ts';
import type { Controller } from './controller.ts';
import type { Loaded } from './loaded.ts';
import { recordedHosts } from './records/recorded-hosts.ts';
import { heldBy, holdRun } from './records/run-holder.ts';
import { systemClock } from './system/clock.ts';
import { systemRandom } from './system/random.ts';
import { packageVersion } from './version.ts';

/** A run that has not begun, by a name of its own. `playbooks`: what it is said to do. */
export function newLabel(playbooks: readonly string[]): RunLabel {
  const run = newRunName(systemClock.wall(), systemRandom.hex(3));
  return { run, version: packageVersion(), playbooks };
}

/** Applies what has been loaded, and keeps a record of it. `takeOver`: from runs that have a host and are gone. */
export function applyLoaded(
  loaded: Loaded,
  label: RunLabel,
  how: Conduct & { readonly takeOver?: boolean },
  { stateDir }: Pick<Controller, 'stateDir'>,
): Promise<ExitCode> {
  const { plan, actions, lookups, secrets, vault, growing } = loaded;
  const { takeOver = false } = how;
  return conduct(
    {
      secrets,
      tasks: {
        ...{ actions, folder: plan.folder, lookups, vault, growing },
        keepHosts: (grown) => replaceDocument(stateDir, label.run, 'targets.json', recordedHosts(grown)),
      },
      journal: (clean) => begin(loaded, label, stateDir, clean),
      run: (ports) => apply(plan, label, ports, { takeOver }),
    },
    how,
    stateDir,
  );
}

/** Shows what an apply would change, and changes nothing, here or there. `drift`: asks the playbooks' `verify:` too. */
export function foreseeLoaded(
  command: 'plan' | 'drift',
  { plan, actions, lookups, secrets, vault, growing }: Loaded,
  label: RunLabel,
  how: Conduct,
  { stateDir }: Pick<Controller, 'stateDir'>,
): Promise<ExitCode> {
  const work: Work = {
    secrets,
    tasks: { actions, folder: plan.folder, lookups, vault, growing },
    journal: noJournal,
    run: (ports) => foresee(plan, label, ports, command),
  };
  return conduct(work, how, stateDir);
}

async function begin(
  { plan, texts }: Loaded,
  { run }: RunLabel,
  stateDir: string,
  clean: (text: string) => string,
): Promise<Journal> {
  await createRunFolder(stateDir, run);
  const held = await holdRun(stateDir, run);
  await keepDocument(stateDir, run, 'targets.json', recordedHosts(plan));
  for (const [index, [file, text]] of [...texts].entries()) {
    await keepDocument(stateDir, run, `playbook-${index + 1}.json`, { file, text });
  }
  const hosts = new Set(plan.plays.flatMap(({ batches }) => batches.flat().map(({ target }) => target.name)));
  const journal = await createJournal(journalPath(stateDir, run), clean, systemClock.now, {
    reserveBytes: roomForTheEnd(hosts.size),
  });
  return heldBy(held, journal);
}
