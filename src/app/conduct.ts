import { setMaxListeners } from 'node:events';
import { resolve } from 'node:path';
import type { Journal } from '../journal/append.ts';
import type { Actions } from '../model/action.ts';
import { RulerunError } from '../model/error.ts';
import type { Limits, Ports, Transport } from '../model/ports.ts';
import { cleanedEvent } from '../model/run/cleaned-event.ts';
import type { RunEvent } from '../model/run/event.ts';
import type { ExitCode } from '../model/run/exit-code.ts';
import { redactor } from '../model/values/redact.ts';
import type { View } from '../renderers/view.ts';
import { type RunReport, reportOf } from '../report/fold/run-report.ts';
import type { TimedEvent } from '../report/fold/timed-event.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import { runHere } from './records/run-holder.ts';
import { systemClock } from './system/clock.ts';
import { reachHosts } from './system/connect.ts';
import { localFilePort } from './system/local-file.ts';
import type { LocalLookups } from './system/lookups/lookups.ts';
import { systemRandom } from './system/random.ts';
import type { PersonSignals } from './system/signals.ts';
import { newYield } from './yield-to-loop.ts';

type Clean = (text: string) => string;

/** How a run is watched and led. */
export interface Conduct {
  /** Opened once the run has its record. What it is shown still holds secrets; `clean` takes them out of a text. */
  readonly view: (clean: Clean) => View;
  /** Listened to from then on; `note` tells the person what their wish comes to. */
  readonly signals: (note: (line: string) => void) => PersonSignals;
  /** Decides about the preview; `stop` aborts when nobody needs the answer any more. */
  readonly approve: (stop: AbortSignal) => Ports['approve'];
  readonly confirmTask?: (stop: AbortSignal) => NonNullable<Ports['confirmTask']>;
  readonly limits: Limits;
  /** Sees every event without secrets, before it is shown. */
  readonly watch?: (event: RunEvent) => void;
  /** Given the whole run without secrets, however it ended. */
  readonly ended?: (report: RunReport) => Promise<void>;
  /** The way to hosts instead of the usual one; whoever made it disposes of it. */
  readonly transport?: Transport;
}

interface Tasks {
  readonly actions: Actions;
  readonly folder: string;
  readonly lookups?: LocalLookups | undefined;
  readonly growing?: Ports['growing'];
  readonly keepHosts?: NonNullable<Ports['keepHosts']>;
  /** Opens the files that they copy. */
  readonly vault: OpenVault | undefined;
}

/** What is done, and what it needs beside hosts. */
export interface Work {
  readonly secrets: readonly string[];
  /** Begins the record of the run. */
  readonly journal: (clean: Clean) => Promise<Journal>;
  /** What its tasks call, and where their relative paths begin; absent: it has no tasks. */
  readonly tasks?: Tasks;
  readonly run: (ports: Ports) => Promise<ExitCode>;
}

/** Finds secrets in what a host is to do, and in the files that it is to write. */
function holdsSecret(clean: Clean): NonNullable<Ports['holdsSecret']> {
  const isSecret = (text: string): boolean => clean(text) !== text;
  return (operations) =>
    operations.some(
      (one) =>
        isSecret(JSON.stringify(one)) ||
        (one.kind === 'write' && isSecret(Buffer.from(one.contentBase64, 'base64').toString())),
    );
}

/** Gives a run what it needs of this machine, records and shows it, and tells it when it is over. */
export async function conduct(work: Work, how: Conduct, stateDir: string): Promise<ExitCode> {
  const clean = redactor(work.secrets, work.tasks?.vault?.opened() ?? []);
  await using journal = await work.journal(clean);
  const view = how.view(clean);
  const timed: TimedEvent[] = [];
  const begunAt = systemClock.now();
  const elapsed = (): number => Math.floor(systemClock.now() - begunAt);
  // A thousand previews from answers that are there already would keep Ctrl-C and the screen waiting.
  const giveWay = newYield(systemClock.now);
  using wishes = how.signals((line) => view.note(line));
  const signals = { ...wishes, stop: AbortSignal.any([wishes.stop, journal.trouble]) };
  setMaxListeners(0, signals.stop);
  journal.trouble.addEventListener('abort', () => sayTrouble(journal.trouble.reason, view));
  await using hosts = reachHosts(stateDir, how.transport);
  const ports: Ports = {
    clock: systemClock,
    random: systemRandom,
    connect: hosts.connect,
    actions: work.tasks?.actions ?? new Map(),
    record: async (event) => {
      // Kept before shown: what a person has read is on the disk.
      await journal.append(event);
      if (how.ended !== undefined || how.watch !== undefined) {
        const cleaned = cleanedEvent(event, clean);
        how.watch?.(cleaned);
        if (how.ended !== undefined) timed.push({ event: cleaned, atMs: elapsed() });
      }
      view.show(event);
      await giveWay();
    },
    signals,
    localFile: (playbook, name) =>
      localFilePort(resolve(work.tasks?.folder ?? '', playbook), name, work.tasks?.vault),
    ...(how.confirmTask === undefined ? {} : { confirmTask: how.confirmTask(signals.stop) }),
    ...(work.tasks?.vault === undefined ? {} : { holdsSecret: holdsSecret(clean) }),
    lookups: work.tasks?.lookups?.lookups,
    growing: work.tasks?.growing,
    ...(work.tasks?.keepHosts === undefined ? {} : { keepHosts: work.tasks.keepHosts }),
    approve: approving(how.approve(signals.stop), work.tasks?.lookups),
    limits: how.limits,
    runHere: (run) => runHere(stateDir, run),
  };
  try {
    return await work.run(ports);
  } finally {
    view.close();
    const report = reportOf(timed);
    if (report !== undefined) await how.ended?.(report);
  }
}

function sayTrouble(reason: unknown, view: View): void {
  if (!(reason instanceof RulerunError)) return;
  view.note(`This run stops: ${reason.message}.`);
  view.note('No further step is started; what is unfinished is undone, from the records on the hosts.');
  if (reason.hint !== undefined) view.note(`  hint: ${reason.hint}`);
}

/** What templates wanted to keep on this machine is kept once somebody has agreed to the run. */
function approving(approve: Ports['approve'], lookups: LocalLookups | undefined): Ports['approve'] {
  return async (preview) => {
    const answer = await approve(preview);
    if (answer.kind === 'granted') lookups?.commit();
    return answer;
  };
}
