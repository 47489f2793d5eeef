import { believed, distrustOf } from '../../disk/trust.ts';
import { RulerunError } from '../../model/error.ts';
import type { Files } from '../../model/ports.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { type OpenVault, openVault } from '../../vault/open-vault.ts';
import { openedFiles } from '../vault/opened-files.ts';
import { systemFiles } from './files.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The files that say what is done and where: playbooks, inventories and their scripts, variables, ssh_config. Root does
 * not act upon one that somebody else may have written; the environment tells who called it by sudo. Those that are
 * encrypted are opened with `vault`.
 */
export function projectFiles(environment: Environment, vault: OpenVault = openVault([])): Files {
  const files: Files = {
    ...systemFiles,
    async read(path) {
      await refuseStrangers(path, environment);
      return systemFiles.read(path);
    },
    async runScript(path, args) {
      await refuseStrangers(path, environment);
      return systemFiles.runScript(path, args);
    },
  };
  return openedFiles(files, vault);
}

/** @throws {RulerunError} `UNTRUSTED_FILE` */
export async function refuseStrangers(path: string, environment: Environment): Promise<void> {
  const trusted = believed(process.getuid?.(), environment);
  const distrust = trusted === undefined ? undefined : distrustOf(path, trusted);
  if (distrust === undefined) return;
  const message = `root does not act upon ${path}: ${distrust.why}`;
  throw new RulerunError('UNTRUSTED_FILE', message, {
    exitCode: ExitCode.invalid,
    hint: `look through it, then: ${distrust.way}`,
  });
}
