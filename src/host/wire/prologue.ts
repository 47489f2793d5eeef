import { hostWord } from '../host-word.ts';
import { quote } from '../quote.ts';
import { textBeside } from '../shell-files.ts';

/** What every script of ours begins with. */
export function prologue(): string {
  return textBeside(import.meta.url, 'prologue');
}

/**
 * Once a session, before the prologue: remembers the login's umask and folder, which is what programs run for the user get, and
 * forgets functions that a bash login may have exported under the names of programs the kit calls.
 */
export function sessionPrologue({
  stateRoot,
  host,
}: {
  readonly stateRoot: string | undefined;
  readonly host: string;
}): string {
  return [
    `unset -f ${programs.join(' ')} 2>/dev/null`,
    textBeside(import.meta.url, 'login-place'),
    prologue(),
    'rr_root=',
    // In the record of the lock it is one line.
    `rr_host=${quote(host.replaceAll(/\p{Cc}/gu, '?'))}`,
    `rr_host_word=${quote(hostWord(host))}`,
    `rr_root_given=${stateRoot === undefined ? '' : quote(stateRoot)}`,
  ].join('\n');
}

const programs: readonly string[] = [
  'base64 cat chgrp chmod chown command cp find head id kill ln mkdir mkfifo mv printf read',
  'readlink rm rmdir setsid sh sha256sum sleep sort stat sync tail tee test timeout touch umask wc',
];
