import { expect, test } from 'vitest';
import { describeFailure, hintOf } from '../../model/run/failure.ts';
import { whyNoShell } from './refusal.ts';

/** As sudo 1.8 and 1.9, shells and login programs say it. */
const cases: readonly (readonly [said: string, exitCode: number, sentence: RegExp, hint: RegExp])[] = [
  ['sudo: a password is required', 1, /wants a password and none was given/, /-K.*ansible_become_password/],
  ['sudo: no tty present and no askpass program specified', 1, /wants a password/, /-K/],
  [
    'Sorry, try again.\nsudo: 1 incorrect password attempt',
    1,
    /did not accept the password/,
    /not sent a second time/,
  ],
  ['sudo: no password was provided\nsudo: 1 incorrect password attempt', 1, /did not accept/, /-K/],
  ['sudo: sorry, you must have a tty to run sudo', 1, /requiretty/, /Defaults:LOGIN !requiretty/],
  ['sudo: a terminal is required to read the password', 1, /requiretty/, /requiretty/],
  ['deploy is not in the sudoers file.  This incident will be reported.', 1, /may not use sudo/, /sudoers/],
  ['Sorry, user deploy may not run sudo on web-1.', 1, /may not use sudo/, /sudoers/],
  [
    "Sorry, user deploy is not allowed to execute '/bin/sh -c x' as app on web-1.",
    1,
    /does not let/,
    /LOGIN ALL=\(app\)/,
  ],
  ['sudo: unknown user app', 1, /there is no user app/, /become_user/],
  ['sudo: unknown user: app', 1, /there is no user app/, /become_user/],
  ['sudo: account validation failure, is your account locked?', 1, /expired/, /chage/],
  ['sudo: Account expired or PAM config lacks an "account" section for sudo', 1, /expired/, /chage/],
  ['sudo: Password expired, contact your system administrator', 1, /expired/, /chage/],
  ["env: 'sudo': No such file or directory", 127, /has no sudo/, /install sudo/],
  ["env: can't execute 'sudo': No such file or directory", 127, /has no sudo/, /install sudo/],
  ['This account is currently not available.', 1, /may not log in/, /login shell/],
  ['rbash: exec: restricted', 1, /restricted/, /login shell/],
  ['', 1, /said nothing/, /sudo -u app/],
  ['something new', 3, /exit code 3.*something new/, /sudo -u app/],
];

test.for(cases)('%j, exit code %d', ([said, exitCode, sentence, hint]) => {
  const failure = whyNoShell({ become: 'app', said: `Welcome to web-1\n\n${said}\n`, exitCode });
  const silent = said === '' ? whyNoShell({ become: 'app', said: '', exitCode }) : failure;
  expect(describeFailure(silent)).toMatch(sentence);
  expect(hintOf(silent)).toMatch(hint);
});

test('without become it is the login shell that is to blame', () => {
  const failure = whyNoShell({
    become: undefined,
    said: 'This account is currently not available.',
    exitCode: 1,
  });
  expect(failure.kind).toBe('refused');
  expect(describeFailure(failure)).toContain('This account is currently not available.');
  expect(whyNoShell({ become: undefined, said: '', exitCode: 1 })).toMatchObject({
    kind: 'refused',
    why: 'the login shell ended at once with exit code 1 and said nothing',
  });
});
