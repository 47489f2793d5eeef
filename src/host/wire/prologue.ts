/**
 * What every script of ours begins with, so that no login, rc file or environment changes what it means: fixed search
 * path first, messages in English, files for the owner alone, no shell option, alias or function from outside.
 *
 * Standard folders come before the user's own, which stay reachable.
 */
export const prologue: string = [
  `PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\${PATH:+:$PATH}`,
  'LC_ALL=C',
  'export PATH LC_ALL',
  "IFS=' \t\n'",
  'set +aefuvx +C',
  'unset ENV BASH_ENV CDPATH rr_here',
  'unalias -a 2>/dev/null',
  'umask 077',
  'cd /',
].join('\n');

/**
 * Once a session, before the prologue: remembers the login's umask and folder, which is what programs run for the user get, and
 * forgets functions that a bash login may have exported under the names of programs the kit calls.
 */
export function sessionPrologue(
  { stateRoot, host }: { readonly stateRoot: string | undefined; readonly host: string },
  quote: (word: string) => string,
): string {
  return [
    `unset -f ${programs.join(' ')} 2>/dev/null`,
    'rr_umask=$(umask)',
    'rr_home=$(pwd 2>/dev/null)',
    // It goes into the first line of scripts, between quotes.
    `case $rr_home in *\\'* | *'\n'*) rr_home=/ ;; esac`,
    prologue,
    'rr_root=',
    // In the record of the lock it is one line.
    `rr_host=${quote(host.replaceAll(/\p{Cc}/gu, '?'))}`,
    `rr_root_given=${stateRoot === undefined ? '' : quote(stateRoot)}`,
  ].join('\n');
}

const programs: readonly string[] = [
  ...[
    'base64',
    'cat',
    'chgrp',
    'chmod',
    'chown',
    'command',
    'cp',
    'find',
    'head',
    'id',
    'kill',
    'ln',
    'mkdir',
  ],
  ...[
    'mkfifo',
    'mv',
    'printf',
    'read',
    'readlink',
    'rm',
    'rmdir',
    'setsid',
    'sh',
    'sha256sum',
    'sleep',
    'sort',
  ],
  ...['stat', 'sync', 'tail', 'tee', 'test', 'timeout', 'touch', 'umask', 'wc'],
];
