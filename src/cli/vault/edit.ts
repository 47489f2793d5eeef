import { type Content, decrypted, encrypted, encryptedLike } from '../../app/vault/contents.ts';
import { type EditedPrivately, editPrivately } from '../../app/vault/private-text.ts';
import { isThere } from '../../disk/is-there.ts';
import { RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { splitWords } from '../../python/shlex.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import type { VaultPassword } from '../../vault/keyring.ts';
import type { Cli } from '../cli.ts';
import { keep } from './keep.ts';
import type { VaultCommandOptions } from './options.ts';
import { passwordToEncrypt } from './passwords.ts';

/** Changes what is in an encrypted file. It keeps its password; where nothing was changed, it is not written. */
export async function edit(content: Content, passwords: readonly VaultPassword[], cli: Cli): Promise<void> {
  const opened = decrypted(content, passwords);
  const text = textIn(await inEditor(opened.plain, content.name, cli), content.name);
  if (Buffer.compare(text, opened.plain) === 0) {
    cli.terminal.err(`${safeLine(content.name)} is as it was\n`);
    return;
  }
  await keep(content.name, encryptedLike(content, opened, text), cli);
  cli.terminal.err(`Encrypted ${safeLine(content.name)}\n`);
}

/** Makes an encrypted file. */
export async function create(name: string, options: VaultCommandOptions, cli: Cli): Promise<ExitCode> {
  if (await isThere(name))
    throw new RulerunError('VAULT_FILE', `${name} is there already`, {
      hint: 'change it with rulerun vault edit',
    });
  const by = await passwordToEncrypt(options, cli);
  const text = textIn(await inEditor(new Uint8Array(), name, cli), name);
  await keep(name, encrypted({ name, bytes: text }, by), cli);
  cli.terminal.err(`Encrypted ${safeLine(name)}\n`);
  return ExitCode.ok;
}

function inEditor(text: Uint8Array, name: string, { environment }: Cli): Promise<EditedPrivately> {
  const editor = splitWords(environment['EDITOR'] || 'vi');
  return editPrivately(text, name, editor.ok ? editor.words : []);
}

function textIn(edited: EditedPrivately, name: string): Uint8Array {
  if (edited.ok) return edited.text;
  throw new RulerunError('VAULT_FILE', `${name} is as it was: ${edited.why}`, {
    exitCode: ExitCode.failed,
    hint: 'choose another editor with EDITOR=…',
  });
}
