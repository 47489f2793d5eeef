import { believed, distrustOf } from '../../disk/trust.ts';
import { RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/exit-code.ts';
import type { Files } from '../../model/ports.ts';
import { systemFiles } from './files.ts';

/**
 * The files that say what is done and where: playbooks, inventories and their scripts, variables, ssh_config. Root does
 * not act upon one that somebody else may have written.
 */
export const projectFiles: Files = {
  ...systemFiles,
  async read(path) {
    await refuseStrangers(path);
    return systemFiles.read(path);
  },
  async runScript(path, args) {
    await refuseStrangers(path);
    return systemFiles.runScript(path, args);
  },
};

/** @throws {RulerunError} `UNTRUSTED_FILE` */
export async function refuseStrangers(path: string): Promise<void> {
  const trusted = await believed(process.getuid?.(), process.env);
  const distrust = trusted === undefined ? undefined : await distrustOf(path, trusted);
  if (distrust === undefined) return;
  const message = `root does not act upon ${path}: ${distrust.why}`;
  throw new RulerunError('UNTRUSTED_FILE', message, {
    exitCode: ExitCode.invalid,
    hint: `look through it, then: ${distrust.way}`,
  });
}
