import type { PasswordOptions, Passwords } from '../../app/project/options.ts';
import { Secret } from '../../model/values/secret.ts';
import type { Terminal } from './terminal.ts';

/** Asks for the passwords that `-k` and `-K` promise, once for all hosts; an empty sudo password means the login's. */
export async function askPasswords(
  { askPass, askBecomePass }: PasswordOptions,
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
