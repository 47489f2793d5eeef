import type { SourceTexts } from '../../app/project/playbooks.ts';
import { systemFiles } from '../../app/system/files.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { safeText } from '../../renderers/safe-text.ts';
import { formatDiagnostic } from '../../source/diagnostics/explain.ts';
import { decodeUtf8 } from '../../source/yaml/utf8.ts';
import { counted } from '../../text/words.ts';
import { isEncrypted } from '../../vault/envelope.ts';
import type { Terminal } from './terminal.ts';

/** Prints every mistake with its place, its line and the way out, and how many there are. */
export async function reportDiagnostics(
  diagnostics: readonly Diagnostic<string>[],
  texts: SourceTexts,
  terminal: Terminal,
): Promise<void> {
  for (const diagnostic of diagnostics) {
    const text = texts.get(diagnostic.at.file) ?? (await textOf(diagnostic.at.file));
    terminal.err(`${safeText(formatDiagnostic(diagnostic, text))}\n`);
  }
  if (diagnostics.length === 0) return;
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const parts = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ];
  terminal.err(`${parts.join(', ')}.\n`);
}

/** Inventory files are read deep inside; the few that have a mistake are read again. What is encrypted has no lines to show. */
async function textOf(file: string): Promise<string | undefined> {
  try {
    const bytes = await systemFiles.read(file);
    return bytes === undefined || isEncrypted(bytes) ? undefined : decodeUtf8(bytes, file).value;
  } catch {
    return undefined;
  }
}
