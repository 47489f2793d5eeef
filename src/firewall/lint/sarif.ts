import type { Diagnostic } from '../../model/diagnostic.ts';
import type { JsonObject } from '../../model/values/json.ts';
import type { RuleCode } from '../text/mistakes.ts';
import type { Finding } from './finding.ts';

/** What was found in one text of rules: what cannot be read, or what lint says of what could be read. */
export interface FoundInFile {
  /** As the user named it; `-` for standard input. */
  readonly file: string;
  readonly diagnostics: readonly Diagnostic<RuleCode>[];
  readonly findings: readonly Finding[];
}

/** One result, whatever it came from. */
interface Result {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly why: string | undefined;
  readonly fix: string | undefined;
  readonly file: string;
  readonly region: JsonObject;
}

/**
 * The findings as a SARIF 2.1.0 log, which code review and editors show beside the lines. One run, a rule for each id that was
 * found, results in the order given. `version` is rulerun's own.
 */
export function sarifOf(found: readonly FoundInFile[], version: string): JsonObject {
  const results = found.flatMap(resultsOf);
  const rules = [...new Map(results.map((result) => [result.rule, result])).values()];
  const places = new Map(rules.map(({ rule }, index) => [rule, index]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'rulerun', version, rules: rules.map(ruleObject) } },
        columnKind: 'utf16CodeUnits',
        results: results.map((result) => resultObject(result, places.get(result.rule) ?? -1)),
      },
    ],
  };
}

function resultsOf({ file, diagnostics, findings }: FoundInFile): readonly Result[] {
  return [
    ...diagnostics.map(({ code, severity, message, hint, at, length }): Result => {
      const region = { startLine: at.line, startColumn: at.column, endColumn: at.column + length };
      return { rule: code, severity, message, why: undefined, fix: hint, file, region };
    }),
    ...findings.map(({ id, severity, message, why, fix, line }): Result => {
      return { rule: id, severity, message, why, fix, file, region: { startLine: line } };
    }),
  ];
}

const LEVEL: Readonly<Record<Result['severity'], string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** A code of the reader says what it means by itself: `missing-commit`. */
function ruleObject({ rule, severity, why, fix }: Result): JsonObject {
  return {
    id: rule,
    defaultConfiguration: { level: LEVEL[severity] },
    ...(why === undefined ? {} : { fullDescription: { text: why }, help: { text: fix ?? why } }),
  };
}

function resultObject({ rule, severity, message, fix, file, region }: Result, ruleIndex: number): JsonObject {
  const text = fix === undefined ? message : `${message}; to mend it: ${fix}`;
  const artifactLocation = { uri: uriOf(file) };
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVEL[severity],
    message: { text },
    locations: [{ physicalLocation: { artifactLocation, region } }],
  };
}

/** A relative path stays relative; the log's reader knows what to. A colon in it would look like a scheme. */
function uriOf(file: string): string {
  if (file === '-') return 'stdin';
  // Half a surrogate pair has no encoding, and would throw.
  const path = file
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return file.startsWith('/') ? `file://${path}` : path;
}
