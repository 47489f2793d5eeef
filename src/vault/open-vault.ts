import { createHmac } from 'node:crypto';
import { Sealed, type SealedScalar, type Vault } from '../model/values/sealed.ts';
import { SALT_BYTES } from './cipher.ts';
import { isEncrypted } from './envelope.ts';
import { type Opened, open, seal, type VaultPassword } from './keyring.ts';

/**
 * Encrypted values and files, with the passwords to open them. It opens what is asked for, and remembers what to hide. None of
 * it is in a property, so that who prints one sees nothing.
 */
export interface OpenVault extends Vault {
  /** Grows: what was opened so far, and must not be seen in anything that leaves this process. */
  opened(): readonly string[];
  /** Hides a text as if it had been encrypted, line by line too. */
  hide(text: string): void;
  /** Names that everybody sees: what is part of one is not hidden, or nobody could read what is told. */
  neverHide(names: Iterable<string>): void;
}

export function openVault(passwords: readonly VaultPassword[]): OpenVault {
  const files = new Map<string, Opened>();
  const opened: string[] = [];
  const hidden = new Set<string>();
  const seen = new Set<string>();

  function hide(text: string): void {
    if (hidden.has(text)) return;
    // A difference shows a text line by line.
    for (const part of new Set([text, ...text.split('\n').map((line) => line.trim())])) {
      hidden.add(part);
      if (![...seen].some((name) => name.includes(part))) opened.push(part);
    }
  }

  function revealed<T extends SealedScalar>(value: T): T {
    hide(String(value));
    return value;
  }

  return {
    opened: () => opened,
    hide,
    neverHide: (names) => {
      for (const name of names) seen.add(name);
    },
    sealed: (text, kind = 'literal') =>
      new Sealed({
        kind,
        open: () => {
          const plain = textOf(open(text, passwords).plain);
          return revealed(kind === 'number' ? Number(plain) : plain);
        },
        text: () => text,
        mark: () => text,
        hide,
      }),
    sealedIn: (file, value) => {
      const by = files.get(file)?.by;
      if (by === undefined) return undefined;
      const mark = (): string => markOf(value, by);
      return new Sealed({
        kind: typeof value === 'number' ? 'number' : 'template',
        open: () => revealed(value),
        text: () => seal(bytesOf(value), by, saltOf(mark())),
        mark,
        hide,
      });
    },
    openFile: (path, bytes) => {
      if (!isEncrypted(bytes)) return bytes;
      const found = open(textOf(bytes), passwords);
      files.set(path, found);
      return found.plain;
    },
    wasEncrypted: (path) => files.has(path),
  };
}

/** From the value itself: another value gets another salt, and the same one the same text. */
function saltOf(mark: string): Uint8Array {
  return Buffer.from(mark, 'hex').subarray(0, SALT_BYTES);
}

function markOf(value: SealedScalar, { password }: VaultPassword): string {
  return createHmac('sha256', password).update(bytesOf(value)).digest('hex');
}

function bytesOf(value: SealedScalar): Uint8Array {
  return Buffer.from(String(value));
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
