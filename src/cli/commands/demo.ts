import { listRuns, loadJournal } from '../../journal/runs.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { summarize } from '../../report/fold/summary.ts';
import type { Cli } from '../cli.ts';
import { listenForEnd } from '../demo/end.ts';
import { REPORT } from '../demo/files.ts';
import { type DemoFolder, openDemoFolder } from '../demo/folder.ts';
import { whyNoNodes } from '../demo/nodes.ts';
import { SCENES, type Scene } from '../demo/scenes.ts';
import { type DemoStage, stageOn } from '../demo/stage.ts';
import type { Terminal } from '../terminal/terminal.ts';

interface DemoOptions {
  /** False: does not wait for Enter. */
  readonly wait: boolean;
  readonly keep?: true;
}

/** Runs a command line from the very beginning, its mistakes told as ever. */
export type RunAsTyped = (argv: readonly string[], terminal: Terminal) => Promise<ExitCode>;

/** Shows on throw-away nodes what rulerun does. Every command is run as if it had been typed. */
export async function demo(
  run: RunAsTyped,
  { wait, keep }: DemoOptions,
  { terminal }: Pick<Cli, 'terminal'>,
): Promise<ExitCode> {
  using end = listenForEnd();
  await using folder = await openDemoFolder(terminal.environment);
  if (keep) folder.keep('all');
  const impossible = await whyNoNodes(folder.stateDir, end.signal);
  if (impossible !== undefined) {
    terminal.err(`${impossible}\n`);
    return ExitCode.blocked;
  }
  const inside: Terminal = {
    ...terminal,
    environment: { ...terminal.environment, RULERUN_STATE_DIR: folder.stateDir },
  };
  const stage = stageOn(terminal, { wait, signal: end.signal });
  stage.open(folder.path);
  for (const [index, scene] of SCENES.entries()) {
    if (!(await stage.announce(scene, index + 1, SCENES.length))) return stopped(stage, folder, keep);
    const exitCode = await run(scene.argv, inside);
    if (end.signal.aborted) return stopped(stage, folder, keep);
    const surprise = await surpriseIn(scene, exitCode, folder.stateDir);
    if (surprise !== undefined) {
      stage.surprised(surprise);
      return exitCode === ExitCode.internal ? ExitCode.internal : ExitCode.failed;
    }
    stage.ended(scene);
  }
  if (!keep) folder.keep('report');
  stage.close(folder.path, REPORT, keep === true);
  return ExitCode.ok;
}

function stopped(stage: DemoStage, { path }: DemoFolder, keep: true | undefined): ExitCode {
  stage.stopped(keep ? path : undefined);
  return ExitCode.interrupted;
}

/** What did not come out as it must; undefined: everything did. */
async function surpriseIn(scene: Scene, exitCode: ExitCode, stateDir: string): Promise<string | undefined> {
  if (exitCode !== scene.exitCode) return `exit code ${scene.exitCode} was expected, not ${exitCode}`;
  if (scene.outcomes === undefined) return undefined;
  const [newest = ''] = await listRuns(stateDir);
  const hosts = summarize((await loadJournal(stateDir, newest)).events)?.hosts ?? [];
  const outcomes = hosts.map(({ outcome }) => outcome ?? 'unfinished').join(', ');
  const wanted = scene.outcomes.join(', ');
  return outcomes === wanted ? undefined : `the nodes were to end as ${wanted}, not ${outcomes}`;
}
