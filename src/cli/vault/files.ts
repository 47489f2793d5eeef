import { readFile, stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { type Content, decrypted, encrypted, rekeyed } from '../../app/vault/contents.ts';
import { messageOf, RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import type { Cli } from '../cli.ts';
import { create, edit } from './edit.ts';
import { keep } from './keep.ts';
import type { VaultCommandOptions, VaultVerb } from './options.ts';
import { newPassword, passwordsToOpen, passwordToEncrypt } from './passwords.ts';

/** Works on files one after the other. Of several none is written before all are known to be right. */
export async function vaultFiles(
  verb: VaultVerb,
  named: string | readonly string[],
  options: VaultCommandOptions,
  cli: Cli,
): Promise<ExitCode> {
  const files = typeof named === 'string' ? [named] : named;
  refuseOneOutput(files, options);
  switch (verb) {
    case 'view': {
      const passwords = await passwordsToOpen(options, cli);
      for (const content of await contentsOf(files))
        show(decrypted(content, passwords).plain, content.name, cli);
      return ExitCode.ok;
    }
    case 'encrypt':
      return encryptFiles(await contentsOf(files), options, cli);
    case 'decrypt': {
      const contents = await contentsOf(files);
      const passwords = await passwordsToOpen(options, cli);
      return write(contents, (content) => decrypted(content, passwords).plain, 'Decrypted', options, cli);
    }
    case 'rekey': {
      const contents = await contentsOf(files);
      const passwords = await passwordsToOpen(options, cli);
      for (const content of contents) decrypted(content, passwords);
      const by = await newPassword(options, cli);
      return write(contents, (content) => rekeyed(content, passwords, by), 'Rekeyed', options, cli);
    }
    case 'edit': {
      const passwords = await passwordsToOpen(options, cli);
      for (const content of await contentsOf(files)) await edit(content, passwords, cli);
      return ExitCode.ok;
    }
    case 'create':
      return create(files[0] ?? '', options, cli);
  }
}

async function encryptFiles(
  contents: readonly Content[],
  options: VaultCommandOptions,
  cli: Cli,
): Promise<ExitCode> {
  const by = await passwordToEncrypt(options, cli);
  return write(contents, (content) => encrypted(content, by), 'Encrypted', options, cli);
}

const STANDARD_INPUT = 'standard input';

/** @throws {RulerunError} `VAULT_FILE` */
async function contentsOf(files: readonly string[]): Promise<readonly Content[]> {
  const contents: Content[] = [];
  for (const name of files.length === 0 ? ['-'] : files) {
    const bytes = name === '-' ? await buffer(process.stdin) : await bytesOf(name);
    contents.push({ name: name === '-' ? STANDARD_INPUT : name, bytes });
  }
  return contents;
}

async function bytesOf(name: string): Promise<Uint8Array> {
  try {
    if ((await stat(name)).isDirectory()) throw new Error('it is a folder');
    return await readFile(name);
  } catch (cause) {
    throw new RulerunError('VAULT_FILE', `cannot read ${name}: ${messageOf(cause)}`, {
      hint: 'name files that are there',
      cause,
    });
  }
}

function refuseOneOutput(files: readonly string[], { output }: VaultCommandOptions): void {
  if (output === undefined || files.length < 2) return;
  throw new RulerunError('USAGE', '--output is for one file', {
    hint: 'name one file, or leave --output out',
  });
}

async function write(
  contents: readonly Content[],
  make: (content: Content) => Uint8Array,
  done: string,
  { output }: VaultCommandOptions,
  cli: Cli,
): Promise<ExitCode> {
  const made = contents.map((content) => ({ name: content.name, bytes: make(content) }));
  for (const { name, bytes } of made) {
    const path = output ?? (name === STANDARD_INPUT ? '-' : name);
    if (path === '-') show(bytes, name, cli);
    else await keep(path, bytes, cli);
    if (path !== '-') cli.terminal.err(`${done} ${safeLine(path)}\n`);
  }
  return ExitCode.ok;
}

/** @throws {RulerunError} `VAULT_FILE` for what is no text */
function show(bytes: Uint8Array, name: string, { terminal }: Cli): void {
  try {
    terminal.out(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (cause) {
    throw new RulerunError('VAULT_FILE', `what is in ${name} is no text`, {
      exitCode: ExitCode.failed,
      hint: 'write it to a file: rulerun vault decrypt --output FILE',
      cause,
    });
  }
}
