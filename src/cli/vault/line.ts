import type { Command } from 'commander';
import type { HandlerOf } from '../cli.ts';
import { newCommand } from '../command-help.ts';
import { collect, vaultOptions } from '../option-sets.ts';
import type { VaultVerb } from './options.ts';

/** `rulerun vault …`: what `ansible-vault` does, with its options. */
export function vaultCommands(vault: Command, run: HandlerOf): void {
  const verb = (name: VaultVerb, argument: string, description: string): Command =>
    vaultOptions(newCommand(vault, `${name} ${argument}`, description)).action(
      run(async () => (await import('./files.ts')).vaultFiles.bind(undefined, name)),
    );
  verb('view', '<file...>', 'print what is in encrypted files');
  encrypting(verb('encrypt', '[file...]', 'encrypt files in their place, or standard input'));
  writing(verb('decrypt', '[file...]', 'decrypt files in their place, or standard input'));
  verb('rekey', '<file...>', 'encrypt files with another password')
    .option('--new-vault-id <id>', 'the new password by its name: NAME@FILE, NAME@prompt')
    .option('--new-vault-password-file <file>', 'a file with the new password, or a program that prints it')
    .option('--encrypt-vault-id <name>', 'what to call the new password in the files');
  verb('edit', '<file...>', 'change what is in encrypted files with $EDITOR');
  verb('create', '<file>', 'make an encrypted file with $EDITOR').option(
    '--encrypt-vault-id <name>',
    'which of several passwords to encrypt with',
  );
  encrypting(
    vaultOptions(
      newCommand(vault, 'encrypt-string [text...]', 'print texts as values for a file of variables'),
    ),
  )
    .alias('encrypt_string')
    .option('-n, --name <variable>', 'its name; may be repeated, in the order of the texts', collect, [])
    .option('--stdin-name <variable>', 'the name of what standard input says')
    .option('-p, --prompt', 'ask for the text')
    .option('--show-input', 'show what is typed')
    .action(run(async () => (await import('./encrypt-string.ts')).encryptString));
}

function encrypting(command: Command): Command {
  return writing(command).option('--encrypt-vault-id <name>', 'which of several passwords to encrypt with');
}

function writing(command: Command): Command {
  return command.option('--output <file>', 'write it there; `-` is standard output');
}
