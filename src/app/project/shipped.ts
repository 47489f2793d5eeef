import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { didYouMean } from '../../text/edit-distance.ts';

/** What comes before the name of a playbook that is part of rulerun. */
const PREFIX = 'rulerun:';

/** Where the playbooks lie that are part of rulerun: beside its program. */
const FOLDER = fileURLToPath(new URL('../../../playbooks', import.meta.url));

/** True for a name of that kind, whether there is such a playbook or not. */
export function isShipped(name: string): boolean {
  return name.startsWith(PREFIX);
}

/** The names of the playbooks that are part of rulerun, as they are given to a command. */
export async function shippedPlaybooks(): Promise<readonly string[]> {
  const files = await readdir(FOLDER);
  return files.flatMap((file) => (file.endsWith('.yml') ? `${PREFIX}${file.slice(0, -4)}` : [])).sort();
}

/**
 * The path of each playbook: a name such as `rulerun:audit-iptables` is that of one that is part of rulerun, from wherever
 * it is asked for; all else is a path already. A name is one of the list and nothing more: it leads nowhere else.
 * @throws {RulerunError} `NO_SUCH_PLAYBOOK`
 */
export async function playbookPaths(wanted: readonly string[]): Promise<readonly string[]> {
  if (!wanted.some(isShipped)) return wanted;
  const known = await shippedPlaybooks();
  return wanted.map((name) => {
    if (!isShipped(name)) return name;
    const plain = name.replace(/\.ya?ml$/, '');
    if (known.includes(plain)) return join(FOLDER, `${plain.slice(PREFIX.length)}.yml`);
    throw new RulerunError('NO_SUCH_PLAYBOOK', `rulerun has no playbook ${name}; no host was contacted`, {
      exitCode: ExitCode.invalid,
      hint: didYouMean(plain, known) ?? `it has ${known.join(', ')}`,
    });
  });
}
