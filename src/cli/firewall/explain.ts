import { explainRules, explainText } from '../../firewall/owners/explain.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import type { Cli } from '../cli.ts';
import type { FirewallOptions } from './options.ts';
import { knownOwners } from './owners.ts';
import { anyUnreadable, type ReadSource, tellMistakes } from './sources.ts';

/** Says whose every chain and rule is, and how that can be told. */
export async function explain(
  sources: readonly ReadSource[],
  options: FirewallOptions,
  cli: Cli,
): Promise<ExitCode> {
  const { format } = options;
  const { terminal } = cli;
  await tellMistakes(sources, cli);
  const explained = sources.flatMap(({ name, rules }) =>
    rules === undefined ? [] : [{ file: name, lines: explainRules(rules, knownOwners(options)) }],
  );
  if (format !== 'human') {
    terminal.out(`${JSON.stringify({ formatVersion: 1, files: explained }, undefined, 2)}\n`);
  } else {
    for (const { file, lines } of explained) {
      if (sources.length > 1) terminal.out(`${safeLine(file)}\n`);
      for (const line of explainText(lines)) terminal.out(`${safeLine(line)}\n`);
    }
  }
  return anyUnreadable(sources) ? ExitCode.invalid : ExitCode.ok;
}
