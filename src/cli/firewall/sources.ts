import { buffer } from 'node:stream/consumers';
import { systemFiles } from '../../app/system/files.ts';
import { sayUnshown, unshownIn } from '../../firewall/clean/unshown.ts';
import type { RuleCode } from '../../firewall/text/mistakes.ts';
import { readRules } from '../../firewall/text/read.ts';
import type { RulesText } from '../../firewall/text/rules.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { RulerunError } from '../../model/error.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import { decodeUtf8 } from '../../source/yaml/utf8.ts';
import type { Cli } from '../cli.ts';
import { reportDiagnostics } from '../terminal/diagnostics.ts';

/** A text of rules and where it comes from. */
export interface Source {
  /** A path, `-` for standard input, or `host:path`. */
  readonly name: string;
  readonly text: string;
}

/** A source as it was understood; without `rules` it is no file that iptables-restore would load. */
export interface ReadSource extends Source {
  readonly rules: RulesText | undefined;
  readonly diagnostics: readonly Diagnostic<RuleCode>[];
}

/** Reads files; `-` is standard input. @throws {RulerunError} `NO_SUCH_FILE` */
export async function fileSources(paths: readonly string[]): Promise<readonly Source[]> {
  const sources: Source[] = [];
  for (const path of paths) {
    const bytes = path === '-' ? await buffer(process.stdin) : await systemFiles.read(path);
    if (bytes === undefined) {
      throw new RulerunError('NO_SUCH_FILE', `there is no file ${path}`, {
        hint: 'name a file such as /etc/sysconfig/iptables, - for standard input, or hosts with -i',
      });
    }
    sources.push({
      name: path,
      text: decodeUtf8(bytes, path).value ?? Buffer.from(bytes).toString('latin1'),
    });
  }
  return sources;
}

/** Tables of which the text says itself that it does not have them: nothing follows from their being absent. */
export function gapsIn({ name, text }: Source): readonly Gap[] {
  return unshownIn(text.split('\n')).map((unshown) => ({
    table: unshown.table,
    told: `${name}:${unshown.line}: ${sayUnshown(unshown)}`,
  }));
}

interface Gap {
  readonly table: string;
  /** A sentence without a full stop. */
  readonly told: string;
}

/** Says on standard error what is missing in the sources. */
export function tellGaps(sources: readonly Source[], { terminal }: Cli): void {
  for (const { told } of sources.flatMap(gapsIn)) terminal.err(`${safeLine(told)}\n`);
}

export function understand(source: Source): ReadSource {
  const { value, diagnostics } = readRules(source.text, source.name);
  return { ...source, rules: value, diagnostics };
}

/** Says on standard error what keeps the sources from being rules files. */
export async function tellMistakes(sources: readonly ReadSource[], { terminal }: Cli): Promise<void> {
  await reportDiagnostics(
    sources.flatMap(({ diagnostics }) => diagnostics),
    new Map(sources.map(({ name, text }) => [name, text])),
    terminal,
  );
}

/** True when iptables-restore would not load one of them. */
export function anyUnreadable(sources: readonly ReadSource[]): boolean {
  return sources.some(
    ({ rules, diagnostics }) =>
      rules === undefined || diagnostics.some(({ severity }) => severity === 'error'),
  );
}
