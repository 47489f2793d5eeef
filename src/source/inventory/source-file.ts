import type { Files } from '../../model/ports.ts';
import { mistake } from '../mistake.ts';
import { decodeUtf8 } from '../utf8.ts';
import { readYaml } from '../yaml.ts';
import { inventoryLimits } from '../yaml-limits.ts';
import type { Draft } from './draft.ts';
import { readIni } from './ini.ts';
import { extensionOf } from './paths.ts';
import { readScript } from './script.ts';
import { isVaultText, vaultFile } from './vault.ts';
import { readYamlGroups } from './yaml-groups.ts';

/** Reads one file of an inventory into the draft: a script, YAML or INI. */
export async function readSourceFile(
  path: string,
  bytes: Uint8Array,
  files: Files,
  draft: Draft,
): Promise<void> {
  const refuse = (code: string, message: string, hint: string): void => {
    draft.diagnostics.push(mistake({ file: path, line: 1, column: 1 }, code, message, { hint }));
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
  if (isVaultText(text)) {
    draft.diagnostics.push(vaultFile(path));
    return;
  }
  switch (formOf(path, text)) {
    case 'yaml':
      return readYamlText(text, path, draft);
    case 'ini':
      return readIni(text, path, draft);
    case 'toml':
      return refuse('toml-unsupported', 'inventories in TOML are not supported', 'write it in YAML or INI');
  }
}

function readYamlText(text: string, path: string, draft: Draft): void {
  const { value, diagnostics } = readYaml(text, path, inventoryLimits);
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
