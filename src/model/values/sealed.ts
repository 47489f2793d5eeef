/** What an encrypted value can be once it is opened. */
export type SealedScalar = string | number;

/** `literal`: text that is never a template, as what `!vault` stands before; `template`: text that may be one. */
export type SealedKind = 'literal' | 'template' | 'number';

/** How a value is encrypted, and opened. */
export interface Seal {
  /** @throws {Error} with a sentence for the user, when no password fits */
  readonly open: () => SealedScalar;
  readonly kind: SealedKind;
  /** The value as ansible-vault would write it. @throws {Error} when no password is known to write it with */
  readonly text: () => string;
  /** The same word for the same value with the same password, from which nobody learns the value. */
  readonly mark: () => string;
  /** Keeps a text from being seen in anything that leaves this process. */
  readonly hide: (text: string) => void;
}

/**
 * A value that the user keeps encrypted. It is opened in memory where it is used, once; whatever prints, compares or keeps
 * variables meets the encrypted text.
 */
export class Sealed {
  readonly #seal: Seal;
  #opened: SealedScalar | undefined;

  constructor(seal: Seal) {
    this.#seal = seal;
  }

  /** The value itself. Call it only where it is used. @throws {Error} with a sentence for the user */
  reveal(): SealedScalar {
    this.#opened ??= this.#seal.open();
    return this.#opened;
  }

  /** What the value, a template, was filled in to: as secret as it is, unless it does no more than name another value. */
  filled<T>(result: T): T {
    const namesOnly = /^\s*\{\{[^'"{}]*\}\}\s*$/.test(String(this.#opened));
    if (typeof result === 'string' && !namesOnly) this.#seal.hide(result);
    return result;
  }

  get kind(): SealedKind {
    return this.#seal.kind;
  }

  /** As ansible-vault writes it. @throws {Error} */
  text(): string {
    return this.#seal.text();
  }

  toJSON(): Readonly<Record<'__ansible_vault', string>> {
    return { __ansible_vault: this.#seal.mark() };
  }

  toString(): string {
    return '[secret]';
  }
}

/** What readers of files ask for values that are encrypted. */
export interface Vault {
  /** The value of an encrypted text. It is opened when it is used: a password that nothing needs is not asked for. */
  sealed(text: string, kind?: SealedKind): Sealed;
  /** A value in a file that was encrypted as a whole; undefined: the file was not. */
  sealedIn(file: string, value: SealedScalar): Sealed | undefined;
  /** The bytes of a file, decrypted if it is encrypted. @throws {Error} with a sentence for the user */
  openFile(path: string, bytes: Uint8Array): Uint8Array;
  /** True for a file that was encrypted as a whole. */
  wasEncrypted(file: string): boolean;
}
