import { resolve } from 'node:path';
import { DEFAULT_ID } from '../../vault/envelope.ts';

/** Where a vault password comes from, and what it is called. */
export interface VaultSource {
  readonly id: string;
  readonly from:
    | { readonly kind: 'prompt' }
    /** `named`: a program that serves several passwords is told which one is wanted. */
    | { readonly kind: 'file'; readonly path: string; readonly named: boolean };
}

/** Where passwords for encrypted files and values come from, as options and settings say it. */
export interface VaultOptions {
  /** `label@source` or `source`; a source is a file, a program, or `prompt`. */
  readonly vaultId?: readonly string[];
  readonly vaultPasswordFile?: readonly string[];
  readonly askVaultPass?: true;
}

/** In the order in which they are tried, each once. As in Ansible those of the environment are there too. */
export function vaultSources(
  { vaultId = [], vaultPasswordFile = [], askVaultPass }: VaultOptions,
  environment: Readonly<Record<string, string | undefined>>,
): readonly VaultSource[] {
  const listed = listOf(environment['ANSIBLE_VAULT_IDENTITY_LIST']);
  const file = environment['ANSIBLE_VAULT_PASSWORD_FILE'] ?? '';
  const all: readonly VaultSource[] = [
    ...[...listed, ...vaultId].map(sourceOf),
    ...[...vaultPasswordFile, ...(file === '' ? [] : [file])].map(
      (path): VaultSource => ({ id: DEFAULT_ID, from: { kind: 'file', path, named: true } }),
    ),
    ...(askVaultPass ? [{ id: DEFAULT_ID, from: { kind: 'prompt' } } as const] : []),
  ];
  return [...new Map(all.map((source) => [JSON.stringify(source), source])).values()];
}

/** Names of sources with commas between. */
export function listOf(text = ''): readonly string[] {
  return text.split(',').flatMap((source) => source.trim() || []);
}

/** What stands before the first `@` is the name: a path may hold one too, and then needs a name before it. */
export function sourceOf(text: string): VaultSource {
  const at = text.indexOf('@');
  const id = at > 0 ? text.slice(0, at) : DEFAULT_ID;
  const path = text.slice(at + 1);
  const isPrompt = path === 'prompt' || path === 'prompt_ask_vault_pass';
  return { id, from: isPrompt ? { kind: 'prompt' } : { kind: 'file', path, named: at > 0 } };
}

/** The same source from any folder. */
export function absoluteSource(text: string): string {
  const { from } = sourceOf(text);
  if (from.kind === 'prompt') return text;
  return `${text.slice(0, text.length - from.path.length)}${absolutePath(from.path)}`;
}

/** `~` is the home of whoever reads it; it is found then. */
export function absolutePath(path: string): string {
  return path.startsWith('~/') ? path : resolve(path);
}
