/** Text that no log, journal or report can print by accident. */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself. Call it only where it leaves for the place it was meant for. */
  reveal(): string {
    return this.#text;
  }

  toJSON(): string {
    return '[secret]';
  }

  toString(): string {
    return '[secret]';
  }
}

/** True for a variable that holds a password by Ansible's naming, such as `ansible_become_password`. */
export function namesPassword(variable: string): boolean {
  return /pass(word)?$/.test(variable);
}
