import type { Identity } from '../../model/playbook/address.ts';
import { HostFailure } from '../../model/run/failure.ts';

/** Words to know the shell's first signs of life by. Unguessable; letters, digits and `-` only. */
export interface Marks {
  /** Printed on standard output when the shell is there. */
  readonly ready: string;
  /** How sudo asks for its password, on standard error; undefined: it must not ask. */
  readonly prompt: string | undefined;
}

/**
 * The one command given to the login shell: a `/bin/sh` with the rights of `identity` that then takes frames, a number
 * and a newline and that many bytes of script, from its standard input.
 *
 * It means the same to sh, bash, csh, tcsh, zsh and fish: between the single quotes stands no `!`, backslash, newline
 * or single quote. The reader takes its input byte by byte, so that a frame's program is never part of another's input,
 * and a line that is not a number is passed over.
 *
 * @throws {HostFailure} `become` for a user name that sudo or some shell might take for something else
 */
export function shellCommand(identity: Identity, marks: Marks): string {
  const shell = `/bin/sh -c '${loader(marks.ready)}'`;
  if (identity.become === undefined) return `exec ${shell}`;
  const user = checkedUser(identity.become);
  const how = marks.prompt === undefined ? '-n' : `-S -p ${marks.prompt}`;
  // `env` comes first so that sudo complains in English, whatever the login's language.
  return `exec env LC_ALL=C sudo ${how} -u ${user} -- ${shell}`;
}

function loader(ready: string): string {
  return [
    `PATH=/usr/sbin:/usr/bin:/sbin:/bin\${PATH:+:$PATH}`,
    'unset -f head printf read test',
    `printf %s ${ready}`,
    'while read -r n; do test "$n" -gt 0 2>/dev/null && eval "$(head -c "$n")"; done',
  ].join('; ');
}

const USER = /^[A-Za-z_][A-Za-z0-9_.@-]{0,63}$/;

function checkedUser(user: string): string {
  if (USER.test(user)) return user;
  throw new HostFailure({
    kind: 'become',
    user: JSON.stringify(user),
    why: 'this is not a user name that can be given to sudo',
    hint: 'use letters, digits and . _ @ - in become_user, a letter or _ first',
  });
}
