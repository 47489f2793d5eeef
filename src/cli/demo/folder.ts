import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FAILING, FLAGSHIP, INVENTORY, PROOF, REPORT } from './files.ts';

/** Where a demo takes place. Disposing of it goes back to the former working directory and removes what is not to stay. */
export interface DemoFolder extends AsyncDisposable {
  readonly path: string;
  readonly stateDir: string;
  /** What stays when the demo is over; without this, nothing. */
  keep(what: 'report' | 'all'): void;
}

/**
 * Makes a fresh folder with the playbooks of the demo and goes there, so that the commands are short and are run as they
 * are shown. Not even the inventory of the package is used: in a copy of the repository it may name somebody's hosts.
 */
export async function openDemoFolder(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<DemoFolder> {
  const path = await mkdtemp(join(environment['TMPDIR'] || tmpdir(), 'rulerun-demo-'));
  // Should the process end without coming to its end, this is the last chance.
  const removeAtExit = (): void => rmSync(path, { recursive: true, force: true });
  process.once('exit', removeAtExit);
  const former = process.cwd();
  let kept: 'nothing' | 'report' | 'all' = 'nothing';
  const leave = async (): Promise<void> => {
    process.chdir(former);
    await removeAllBut(path, kept);
    process.off('exit', removeAtExit);
  };
  try {
    await fill(path);
    process.chdir(path);
  } catch (reason) {
    await leave();
    throw reason;
  }
  return {
    path,
    stateDir: join(path, 'state'),
    keep(what) {
      kept = what;
    },
    [Symbol.asyncDispose]: leave,
  };
}

async function fill(folder: string): Promise<void> {
  const flagship = new URL(`../../../playbooks/${FLAGSHIP}`, import.meta.url);
  await mkdir(join(folder, 'inventory'));
  await writeFile(join(folder, 'inventory', 'hosts.yml'), INVENTORY);
  await writeFile(join(folder, FLAGSHIP), await readFile(flagship));
  for (const { name, text } of [FAILING, PROOF]) await writeFile(join(folder, name), text);
}

async function removeAllBut(folder: string, kept: 'nothing' | 'report' | 'all'): Promise<void> {
  if (kept === 'all') return;
  if (kept === 'nothing') return rm(folder, { recursive: true, force: true });
  for (const name of await readdir(folder)) {
    if (name !== REPORT) await rm(join(folder, name), { recursive: true, force: true });
  }
}
