import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { SALT_BYTES } from '../../vault/cipher.ts';
import { seal } from '../../vault/keyring.ts';
import type { Cli } from '../cli.ts';
import { keep } from './keep.ts';
import type { EncryptStringOptions } from './options.ts';
import { passwordToEncrypt } from './passwords.ts';

interface Named {
  readonly name: string | undefined;
  readonly text: Uint8Array;
}

/** Prints texts encrypted, as YAML that can be put into a file of variables. */
export async function encryptString(
  given: readonly string[],
  options: EncryptStringOptions,
  cli: Cli,
): Promise<ExitCode> {
  const by = await passwordToEncrypt(options, cli);
  const texts = await textsOf(given, options, cli);
  const yaml = texts.map(({ name, text }) => asYaml(name, seal(text, by, randomBytes(SALT_BYTES)))).join('');
  const { output = '-' } = options;
  if (output === '-') cli.terminal.out(yaml);
  else await keep(output, Buffer.from(yaml), cli);
  return ExitCode.ok;
}

async function textsOf(
  given: readonly string[],
  { name: names, stdinName, prompt, showInput }: EncryptStringOptions,
  { terminal }: Cli,
): Promise<readonly Named[]> {
  const texts: Named[] = [];
  const fromInput = stdinName !== undefined || given.includes('-') || (given.length === 0 && prompt !== true);
  if (fromInput) {
    if (given.length === 0) terminal.err('Reading what to encrypt from standard input; Ctrl-D ends it.\n');
    texts.push({ name: stdinName, text: await buffer(process.stdin) });
  }
  if (prompt) {
    const name = names[0] ?? (await terminal.ask('Variable name (enter for no name): ', { hidden: false }));
    const typed = await terminal.ask('String to encrypt: ', { hidden: showInput !== true });
    texts.push({ name: name === '' ? undefined : name, text: Buffer.from(typed ?? '') });
  }
  const left = prompt ? names.slice(1) : names;
  for (const [index, text] of given.filter((one) => one !== '-').entries())
    texts.push({ name: left[index], text: Buffer.from(text) });
  if (texts.some(({ text }) => text.length === 0)) {
    throw new RulerunError('VAULT_FILE', 'there is nothing to encrypt: a text is empty', {
      hint: 'name a text, or give it on standard input',
    });
  }
  return texts;
}

const INDENT = ' '.repeat(10);

function asYaml(name: string | undefined, encrypted: string): string {
  const head = name === undefined ? '!vault |' : `${name}: !vault |`;
  return `${head}\n${encrypted.replace(/^(?=.)/gm, INDENT)}`;
}
