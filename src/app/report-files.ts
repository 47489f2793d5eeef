import { access, constants, stat } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { causeInWords, isDiskTrouble } from '../disk/cause.ts';
import { replaceFile } from '../disk/text-file.ts';
import { RulerunError } from '../model/error.ts';
import { ExitCode } from '../model/run/exit-code.ts';
import type { RunReport } from '../report/fold/run-report.ts';
import { htmlReport } from '../report/html/html.ts';
import { jsonReport } from '../report/json.ts';
import { junitReport } from '../report/junit.ts';

/** One telling of a run and the file it goes to; `-` is standard output. */
export interface ReportFile {
  readonly path: (run: string) => string;
  readonly make: (report: RunReport) => string;
}

interface Kind extends Pick<ReportFile, 'make'> {
  /** How a file of this kind may end, and first how it ends in a folder. */
  readonly endings: readonly [string, ...string[]];
}

export const KINDS: Readonly<Record<'html' | 'json' | 'junit', Kind>> = {
  html: { endings: ['.html', '.htm'], make: htmlReport },
  json: { endings: ['.json'], make: jsonReport },
  junit: { endings: ['.xml'], make: junitReport },
};

/**
 * What `--report` names: a file whose ending says what it is, or a folder, which gets one of each kind named after the run.
 * Looked at before any host is, because a run that cannot be told is better not begun.
 * @throws {RulerunError} `REPORT_UNKNOWN` for an ending that says nothing, `REPORT_UNWRITABLE`.
 */
export async function reportFiles(wanted: readonly string[]): Promise<readonly ReportFile[]> {
  const files: ReportFile[] = [];
  for (const path of wanted) files.push(...(await filesFor(path)));
  return files;
}

async function filesFor(path: string): Promise<readonly ReportFile[]> {
  const found = await stat(path).catch(() => undefined);
  const isFolder = found?.isDirectory() === true;
  const ending = extname(path).toLowerCase();
  const kinds = Object.values(KINDS).filter(({ endings }) => isFolder || endings.includes(ending));
  if (kinds.length === 0) {
    throw new RulerunError('REPORT_UNKNOWN', `--report ${path} does not say what kind of report to write`, {
      hint: 'end its name in .html, .json or .xml (JUnit), or name a folder that is there for all three',
    });
  }
  await access(isFolder ? path : dirname(path), constants.W_OK).catch((cause: unknown) => {
    throw unwritable(path, cause);
  });
  return kinds.map(({ endings, make }) => ({
    path: (run) => (isFolder ? join(path, `${run}${endings[0]}`) : path),
    make,
  }));
}

/** Writes a report whole or not at all, for its owner alone. @throws {RulerunError} `REPORT_UNWRITABLE` */
export async function writeReport(path: string, text: string): Promise<void> {
  await replaceFile(path, text, 0o600).catch((cause: unknown) => {
    throw unwritable(path, cause);
  });
}

function unwritable(path: string, cause: unknown): RulerunError {
  return new RulerunError('REPORT_UNWRITABLE', `cannot write the report ${path}: ${causeInWords(cause)}`, {
    exitCode: isDiskTrouble(cause) ? ExitCode.unwritten : ExitCode.usage,
    hint: 'name a file in a folder that is there and that you may write to, or - for standard output',
    cause,
  });
}
