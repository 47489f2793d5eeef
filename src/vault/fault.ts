/** Why an encrypted text is not opened. */
export type VaultFaultKind =
  /** It is not one, or not whole any more. */
  | 'damaged'
  /** It is of a version or with a cipher that is not known here. */
  | 'unknown-format'
  | 'no-password'
  /** None of the passwords fits, or the text is not as it was written. */
  | 'not-opened';

/** An encrypted text that is not opened: thrown, and made a value or a diagnostic by whoever knows where it stands. */
export class VaultFault extends Error {
  readonly kind: VaultFaultKind;
  readonly hint: string;

  constructor(kind: VaultFaultKind, message: string, hint: string) {
    super(message);
    this.name = 'VaultFault';
    this.kind = kind;
    this.hint = hint;
  }
}
