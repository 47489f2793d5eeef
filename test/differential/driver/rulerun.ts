import {
  apply,
  type Ended,
  events,
  formatDiagnostic,
  loadInventory,
  loadPlaybooks,
  plan,
  type RunEvent,
  rollback,
} from '../../../src/index.ts';
import { openMachines } from './apart.ts';
import { type CommandTold, type Job, PLACES, type RulerunTold } from './job.ts';
import { treeOf } from './tree.ts';

/** Previews, applies and rolls back, as a program does it that uses the package. */
export async function byRulerun({ options, apart }: Job): Promise<RulerunTold> {
  await using machines = apart ? openMachines() : undefined;
  const playbooks = await loadPlaybooks([PLACES.playbook], { extraVars: options.extraVars ?? {} });
  const inventory = await loadInventory([PLACES.inventory], playbooks);
  const settings = {
    ...options,
    stateDir: PLACES.state,
    ...(machines === undefined ? {} : { transport: machines }),
  };
  const told = async (
    command: (how: typeof settings & { view: ReturnType<typeof events> }) => Promise<Ended>,
  ) => {
    const seen: RunEvent[] = [];
    const ended = await command({ ...settings, view: events((event) => seen.push(event)) });
    const mistakes = ended.diagnostics.map((each) =>
      formatDiagnostic(each, playbooks.texts.get(each.at.file)),
    );
    return {
      run: ended.run,
      command: { exitCode: ended.exitCode, events: seen, mistakes } satisfies CommandTold,
    };
  };

  const before = treeOf(PLACES.host);
  const tree = async () => (machines === undefined ? treeOf(PLACES.host) : machines.tree(before));
  const previewed = await told((how) => plan(playbooks, inventory, how));
  const did = await told((how) => apply(playbooks, inventory, how));
  const applied = await tree();
  const { run } = did;
  const undone =
    run === undefined
      ? undefined
      : await told(({ view, stateDir, transport }) =>
          rollback(run, { view, stateDir, ...(transport === undefined ? {} : { transport }) }),
        );
  return {
    plan: previewed.command,
    apply: did.command,
    rollback: undone?.command,
    trees: { before, applied, back: await tree() },
  };
}
