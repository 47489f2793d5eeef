import { expect, test } from 'vitest';
import { HostFailure } from '../../model/run/failure.ts';
import { shellCommand } from './shell-command.ts';

const marks = { ready: 'rr-00ff', prompt: undefined };

test('the command means the same to every login shell', () => {
  const commands = [
    shellCommand({ become: undefined }, marks),
    shellCommand({ become: 'root' }, marks),
    shellCommand({ become: 'root' }, { ...marks, prompt: 'rr-1:' }),
  ];
  for (const command of commands) {
    const [before, inside, after] = command.split("'");
    expect(after).toBe('');
    expect(inside).not.toMatch(/[!\\\n]/);
    expect(before).toMatch(/^exec [A-Za-z0-9 _=./:-]+$/);
  }
});

test('without become there is no sudo, without a password it may not ask', () => {
  expect(shellCommand({ become: undefined }, marks)).toMatch(/^exec \/bin\/sh -c '/);
  expect(shellCommand({ become: 'root' }, marks)).toMatch(
    /^exec env LC_ALL=C sudo -n -u root -- \/bin\/sh -c '/,
  );
  expect(shellCommand({ become: 'app' }, { ...marks, prompt: 'rr-ab:' })).toMatch(
    /^exec env LC_ALL=C sudo -S -p rr-ab: -u app -- \/bin\/sh -c '/,
  );
});

test.for(['', '-u', 'root;reboot', "o'brien", 'a b', '#0', '$USER', 'root\n', 'é', 'x'.repeat(65)])(
  'the user name %j is refused',
  (become) => {
    expect(() => shellCommand({ become }, marks)).toThrow(HostFailure);
  },
);

test.for(['root', 'www-data', 'svc@corp.example', '_apt', 'J.Doe'])('the user name %s is taken', (become) => {
  expect(shellCommand({ become }, marks)).toContain(` -u ${become} `);
});
