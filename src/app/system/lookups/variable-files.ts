import { readFileSync, statSync } from 'node:fs';
import { isMissing } from '../../../disk/error-code.ts';
import { believed, distrustOf } from '../../../disk/trust.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Lookups, VariablesAnswer } from '../../../model/lookups.ts';
import { readVariableMap } from '../../../source/inventory/variable-files.ts';
import { VaultFault } from '../../../vault/fault.ts';
import type { OpenVault } from '../../../vault/open-vault.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads files of variables for tasks. One that is as it was is read once in a run; a task may write one for the next. */
export function variableFiles(environment: Environment, vault: OpenVault): NonNullable<Lookups['variables']> {
  const known = new Map<string, VariablesAnswer>();
  return (path) => {
    const version = versionOf(path);
    const key = JSON.stringify([path, version]);
    const answer = known.get(key) ?? strangersIn(path, environment) ?? readVariables(path, vault);
    known.set(key, answer);
    return answer;
  };
}

function versionOf(path: string): readonly number[] {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? [] : [found.dev, found.ino, found.size, found.mtimeMs];
}

function strangersIn(path: string, environment: Environment): VariablesAnswer | undefined {
  const trusted = believed(process.getuid?.(), environment);
  const distrust = trusted === undefined ? undefined : distrustOf(path, trusted);
  if (distrust === undefined) return undefined;
  const why = `root does not act upon ${path}: ${distrust.why}`;
  return { kind: 'refused', why, hint: `look through it, then: ${distrust.way}` };
}

function readVariables(path: string, vault: OpenVault): VariablesAnswer {
  const diagnostics: Diagnostic[] = [];
  try {
    const bytes = readFileSync(path);
    const plain = vault.openFile(path, bytes);
    const variables = readVariableMap({ path, bytes: plain }, diagnostics, vault);
    const wrong = diagnostics.find(({ severity }) => severity === 'error');
    if (wrong === undefined) return { kind: 'variables', variables };
    const { message, at, hint } = wrong;
    return { kind: 'refused', why: `${at.file}:${at.line}:${at.column}: ${message}`, hint, at };
  } catch (error) {
    if (error instanceof VaultFault)
      return { kind: 'refused', why: `${path}: ${error.message}`, hint: error.hint };
    if (isMissing(error))
      return { kind: 'refused', why: `there is no file ${path}`, hint: undefined, isMissing: true };
    return { kind: 'refused', why: `${path} cannot be read: ${String(error)}`, hint: undefined };
  }
}
