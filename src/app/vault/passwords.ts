import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { basename } from 'node:path';
import { buffer as bufferOf } from 'node:stream/consumers';
import { messageOf, RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { DEFAULT_ID } from '../../vault/envelope.ts';
import type { VaultPassword } from '../../vault/keyring.ts';
import { systemFiles } from '../system/files.ts';
import { refuseStrangers } from '../system/project-files.ts';
import type { VaultSource } from './sources.ts';

/** What passwords are read with. */
export interface PasswordReading {
  /** Asks a person; undefined: nobody answers. */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Reads each password. @throws {RulerunError} `VAULT_PASSWORD`, `UNTRUSTED_FILE` */
export async function readPasswords(
  sources: readonly VaultSource[],
  reading: PasswordReading,
): Promise<readonly VaultPassword[]> {
  const passwords: VaultPassword[] = [];
  for (const { id, from } of sources) {
    const password = from.kind === 'prompt' ? await askFor(id, reading) : await passwordIn(from, id, reading);
    passwords.push({ id, password });
  }
  return passwords;
}

/** What a person is asked, in Ansible's words. */
export function questionFor(id: string, what = 'Vault password'): string {
  return `${what}${id === DEFAULT_ID ? '' : ` (${id})`}: `;
}

async function askFor(id: string, { ask }: PasswordReading): Promise<Uint8Array> {
  const typed = (await ask(questionFor(id)))?.trim();
  if (typed === undefined || typed === '') throw refused(`no vault password \`${id}\` was typed`);
  return Buffer.from(typed);
}

async function passwordIn(
  { path: written, named }: Extract<VaultSource['from'], { readonly kind: 'file' }>,
  id: string,
  { environment }: PasswordReading,
): Promise<Uint8Array> {
  const path = written.replace(/^~(?=\/)/, homedir());
  await refuseStrangers(path, environment);
  const isProgram = await systemFiles.isExecutable(path);
  const found = isProgram ? await printedBy(path, id, named) : await contentOf(path);
  if (found.length === 0) throw refused(`the vault password in ${path} is empty`);
  return found;
}

async function contentOf(path: string): Promise<Uint8Array> {
  const bytes = await systemFiles.read(path).catch((cause: unknown) => {
    throw refused(`the vault password in ${path} cannot be read`, cause);
  });
  if (bytes === undefined) throw refused(`there is no file ${path} with a vault password`);
  return Buffer.from(Buffer.from(bytes).toString('latin1').trim(), 'latin1');
}

/** A program whose name ends in `-client` serves several passwords, and is told which one is wanted. */
async function printedBy(path: string, id: string, named: boolean): Promise<Uint8Array> {
  const isClient = /-client(?:\.[^.]*)?$/.test(basename(path));
  const program = path.includes('/') ? path : `./${path}`;
  const args = isClient && named ? ['--vault-id', id] : [];
  // What it asks is for the person who waits.
  const child = spawn(program, args, { stdio: ['inherit', 'pipe', 'inherit'] });
  const ended = new Promise<string | undefined>((done) => {
    child.once('error', (error) => done(messageOf(error)));
    child.once('close', (code, signal) => done(code === 0 ? undefined : (signal ?? `exit code ${code}`)));
  });
  const [printed, why] = await Promise.all([bufferOf(child.stdout), ended]);
  if (why !== undefined)
    throw refused(`${path} was to print the vault password \`${id}\` and failed (${why})`);
  return Buffer.from(printed.toString('latin1').replace(/^[\r\n]+|[\r\n]+$/g, ''), 'latin1');
}

function refused(message: string, cause?: unknown): RulerunError {
  return new RulerunError('VAULT_PASSWORD', message, {
    exitCode: ExitCode.usage,
    hint: 'name a file that holds the password, or a program that prints it, or say --ask-vault-pass',
    cause,
  });
}
