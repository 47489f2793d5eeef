import type { Secret } from '../../model/values/secret.ts';

/** What hosts are reached with where the inventory names no password. */
export interface Passwords {
  readonly password: Secret | undefined;
  readonly becomePassword: Secret | undefined;
}

export const noPasswords: Passwords = { password: undefined, becomePassword: undefined };
