import { Secret } from '../model/secret.ts';
import type { RunOptions } from './options.ts';
import type { Terminal } from './ports/terminal.ts';

export interface Passwords {
  readonly password: Secret | undefined;
  readonly becomePassword: Secret | undefined;
}

export const noPasswords: Passwords = { password: undefined, becomePassword: undefined };

/** Asks for the passwords that `-k` and `-K` promise, once for all hosts; an empty sudo password means the login's. */
export async function askPasswords(
  { askPass, askBecomePass }: Pick<RunOptions, 'askPass' | 'askBecomePass'>,
  terminal: Terminal,
): Promise<Passwords> {
  const login = askPass ? await terminal.ask('Login password: ', { hidden: true }) : undefined;
  const typed = askBecomePass
    ? await terminal.ask(`Sudo password${login === undefined ? '' : ' [the login password]'}: `, {
        hidden: true,
      })
    : undefined;
  const become = typed === '' ? login : typed;
  return {
    password: login === undefined ? undefined : new Secret(login),
    becomePassword: become === undefined ? undefined : new Secret(become),
  };
}
