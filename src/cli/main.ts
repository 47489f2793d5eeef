import { packageVersion } from '../app/version.ts';
import { causeInWords, diskHint, isDiskTrouble } from '../disk/cause.ts';
import { codeOf } from '../disk/error-code.ts';
import { RulerunError } from '../model/error.ts';
import { ExitCode } from '../model/run/exit-code.ts';
import { inItsLocale } from './terminal/locale.ts';
import { systemTerminal, type Terminal } from './terminal/terminal.ts';

/** Runs one command line and returns its exit code. It never throws and never exits the process. */
export async function main(
  argv: readonly string[],
  terminal: Terminal = inItsLocale(systemTerminal()),
): Promise<ExitCode> {
  const exitCode = await runCommand(argv, terminal);
  const lost = await terminal.unwritten?.();
  return lost === undefined ? exitCode : withoutResult(exitCode, lost, terminal);
}

/** What became of the hosts has the first word, if it is not that all is well. */
function withoutResult(exitCode: ExitCode, lost: Error, terminal: Terminal): ExitCode {
  const isWell = exitCode === ExitCode.ok || exitCode === ExitCode.pending;
  // `| head` has read what it wanted: nothing to complain of, but not all of the result either.
  if (codeOf(lost) === 'EPIPE') return isWell ? ExitCode.cut : exitCode;
  terminal.err(`rulerun: cannot write the result to standard output: ${causeInWords(lost)}\n`);
  return isWell ? ExitCode.unwritten : exitCode;
}

async function runCommand(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    // The answer to "is it there, and which one" needs none of the rest.
    if (argv.length === 1 && (argv[0] === 'version' || argv[0] === '--version')) {
      terminal.out(`rulerun ${packageVersion()}\n`);
      return ExitCode.ok;
    }
    const { runCommandLine } = await import('./command-line.ts');
    return await runCommandLine(argv, terminal, main);
  } catch (error) {
    return tell(error, terminal);
  }
}

function tell(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof RulerunError) {
    terminal.err(`rulerun: ${error.message}\n`);
    if (error.hint !== undefined) terminal.err(`  hint: ${error.hint}\n`);
    return error.exitCode as ExitCode;
  }
  // Whatever was being written: a full disk is no bug of ours.
  if (isDiskTrouble(error)) {
    const place = error instanceof Error && 'path' in error ? String(error.path) : '.';
    terminal.err(`rulerun: cannot write ${place}: ${causeInWords(error)}\n  hint: ${diskHint(error)}\n`);
    return ExitCode.unwritten;
  }
  terminal.err(`rulerun: this is a bug in rulerun ${packageVersion()}, please report it with these lines:\n`);
  terminal.err(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return ExitCode.internal;
}
