import type { Diagnostic, DiagnosticCode } from '../../model/diagnostic.ts';
import type { Files } from '../../model/ports.ts';
import { startOf } from '../../model/values/position.ts';
import { mistake } from '../diagnostics/mistake.ts';
import { decodeUtf8 } from '../yaml/utf8.ts';
import { readYaml } from '../yaml/yaml.ts';
import { inventoryLimits } from '../yaml/yaml-limits.ts';
import type { Draft } from './formats/draft.ts';
import { readIni } from './formats/ini.ts';
import { readScript } from './formats/script.ts';
import { readYamlGroups } from './formats/yaml-groups.ts';
import { guessOf } from './guess.ts';
import { extensionOf } from './paths.ts';

/** An inventory with so many mistakes is none; the first few show as much. */
const mistakenAtMost = 40;
const toldOfThem = 20;

/** Reads one file of an inventory into the draft: a script, YAML or INI. */
export async function readSourceFile(
  path: string,
  bytes: Uint8Array,
  files: Files,
  draft: Draft,
): Promise<void> {
  const refuse = (code: DiagnosticCode, message: string, hint: string): void => {
    draft.diagnostics.push(mistake(startOf(path), code, message, hint));
  };
  const isExecutable = await files.isExecutable(path);
  if (isExecutable && isProgram(bytes)) return readScript(path, files, draft);

  const decoded = decodeUtf8(bytes, path);
  draft.diagnostics.push(...decoded.diagnostics);
  if (decoded.value === undefined) return;
  const text = decoded.value.replace(/^\uFEFF/, '');
  if (text.startsWith('#!')) {
    return refuse('not-executable', 'this is a script that may not be executed', `run \`chmod +x ${path}\``);
  }
  switch (formOf(path, text)) {
    case 'yaml':
      return readYamlText(text, path, files, draft);
    case 'ini':
      readIni(text, path, draft);
      return tellFewOf(path, text, draft);
    case 'toml':
      return refuse('toml-unsupported', 'inventories in TOML are not supported', 'write it in YAML or INI');
  }
}

/** A file that is wrong from top to bottom is told so once, not line by line. */
function tellFewOf(path: string, text: string, draft: Draft): void {
  const isOf = ({ at, severity }: Diagnostic): boolean => at.file === path && severity === 'error';
  const errors = draft.diagnostics.filter(isOf);
  if (errors.length <= mistakenAtMost) return;
  const untold = new Set(errors.slice(toldOfThem));
  const kept = draft.diagnostics.filter((diagnostic) => !untold.has(diagnostic));
  draft.diagnostics.splice(0, draft.diagnostics.length, ...kept);
  const at = errors[toldOfThem]?.at ?? startOf(path);
  const message = `${untold.size} more mistakes are not shown: this looks like ${guessOf(path, text)}, not like an inventory`;
  const hint = 'name the inventory with -i: a file with a host a line, below `[groups]`, or YAML';
  draft.diagnostics.push(mistake(at, 'not-an-inventory', message, hint));
}

function readYamlText(text: string, path: string, { vault }: Files, draft: Draft): void {
  const { value, diagnostics } = readYaml(text, path, inventoryLimits, vault);
  draft.diagnostics.push(...diagnostics);
  if (value !== undefined) readYamlGroups(value, text, draft);
}

/** What the system can run; a text file that merely has the bit set, as on foreign file systems, is read instead. */
function isProgram(bytes: Uint8Array): boolean {
  const isShebang = bytes[0] === 0x23 && bytes[1] === 0x21;
  return isShebang || bytes.subarray(0, 512).includes(0);
}

/** Ansible tries one reader after the other. The first line tells as much, and then mistakes can be told of one form. */
function formOf(path: string, text: string): 'yaml' | 'ini' | 'toml' {
  const extension = extensionOf(path);
  if (extension === '.toml') return 'toml';
  if (extension === '.ini') return 'ini';
  if (extension === '.yml' || extension === '.yaml' || extension === '.json') return 'yaml';
  const first = text.split(/\r?\n/).find((line) => !/^\s*(?:[#;].*)?$/.test(line)) ?? '';
  return /^(?:---|%|\{|(?:"[^"]*"|'[^']*'|[^\s="'[][^\s=]*)\s*:(?:\s|$))/.test(first) ? 'yaml' : 'ini';
}
