import type { Failure } from '../../model/run/failure.ts';

/** What was heard of a shell that never came to life. */
export interface Silence {
  /** The user to become; undefined: no sudo was involved. */
  readonly become: string | undefined;
  /** All that was said on both streams, as text. */
  readonly said: string;
  /** Undefined: it still runs, and waits for something. */
  readonly exitCode: number | undefined;
}

/** Why there is no shell, told from what the login shell and sudo said. Never worth another try. */
export function whyNoShell(silence: Silence): Failure {
  const { become, exitCode } = silence;
  const said = silence.said.trim();
  if (become !== undefined) {
    const known = sudoSays.find(({ pattern }) => pattern.test(said));
    if (known !== undefined)
      return { kind: 'become', user: become, why: known.why(become), hint: known.hint(become) };
  }
  const shell = shellSays.find(({ pattern }) => pattern.test(said));
  if (shell !== undefined)
    return { kind: 'refused', why: `${shell.why}: ${lastLines(said)}`, hint: shell.hint };
  const how = exitCode === undefined ? 'did not come to life' : `ended at once with exit code ${exitCode}`;
  const words = said === '' ? 'and said nothing' : `and said: ${lastLines(said)}`;
  if (become !== undefined) {
    return {
      kind: 'become',
      user: become,
      why: `sudo ${how} ${words}`,
      hint: `log in and try: sudo -u ${become} -- /bin/sh`,
    };
  }
  return {
    kind: 'refused',
    why: `the login shell ${how} ${words}`,
    hint: 'log in by hand and try: exec /bin/sh',
  };
}

interface Saying<T> {
  readonly pattern: RegExp;
  readonly why: T;
  readonly hint: T;
}

const giveThePassword =
  'give the password with -K, or set ansible_become_password, or allow NOPASSWD in the sudoers file';

/** What sudo says in English, from 1.8 on. The first that matches counts. */
const sudoSays: readonly Saying<(user: string) => string>[] = [
  {
    pattern: /sudo: .*(?:you must have a tty|a terminal is required|sorry, you must have a tty)/,
    why: () => 'sudo on this host wants a terminal (requiretty)',
    hint: () => 'add "Defaults:LOGIN !requiretty" for the login user to the sudoers file',
  },
  {
    pattern: /Sorry, try again|incorrect password attempt|no password was provided|Authentication failure/i,
    why: () => 'sudo did not accept the password',
    hint: () => 'check the password given with -K or ansible_become_password; it is not sent a second time',
  },
  {
    pattern: /a password is required|no tty present and no askpass program/,
    why: () => 'sudo wants a password and none was given',
    hint: () => giveThePassword,
  },
  {
    pattern: /is not in the sudoers file|may not run sudo/,
    why: () => 'the login user may not use sudo on this host',
    hint: () => 'add the login user to the sudoers file, or log in as a user who is in it',
  },
  {
    pattern: /is not allowed to (?:execute|run)/,
    why: (user) => `the sudoers file does not let the login user run /bin/sh as ${user}`,
    hint: (user) => `allow it in the sudoers file: LOGIN ALL=(${user}) ALL`,
  },
  {
    pattern: /unknown user/,
    why: (user) => `there is no user ${user} on this host`,
    hint: () => 'check become_user',
  },
  {
    pattern:
      /account (?:validation failure|has expired|expired)|password expired|is your account locked|has expired/i,
    why: () => 'the account or its password has expired',
    hint: () => 'renew the account on the host (chage -l USER shows its dates)',
  },
  {
    pattern: /(?:sudo.*(?:not found|no such file|permission denied)|unknown command:? sudo)/i,
    why: () => 'this host has no sudo',
    hint: (user) => `install sudo there, or log in as ${user} and leave become out`,
  },
];

const shellSays: readonly Saying<string>[] = [
  {
    pattern: /account is currently not available|nologin/i,
    why: 'this user may not log in to a shell',
    hint: 'log in as another user, or give this one a login shell such as /bin/sh',
  },
  {
    pattern: /restricted/i,
    why: 'the login shell is a restricted one and does not start programs',
    hint: 'log in as another user, or give this one a login shell such as /bin/sh',
  },
];

/** Enough of it for an error message: the last three lines, on one. */
function lastLines(said: string): string {
  const lines = said.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.slice(-3).join(' / ').slice(-500);
}
