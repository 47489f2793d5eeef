import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prefersOwn } from '../../../host/own-programs.test-kit.ts';
import { ask, temporaryFolder, userlands, writeFiles } from '../../../probes/asking.test-kit.ts';

/** What each program gets, with the fields it is to print as they reach it. */
const FAKES: Readonly<Record<string, string>> = Object.fromEntries(
  ['dpkg', 'dpkg-query', 'rpm', 'apk'].map((name) => [
    `bin/${name}`,
    `#!/bin/sh\nprintf '%s\\n' "${name} $*"\n`,
  ]),
);

test.for(userlands)('$name asks every manager that is there for its fields', (userland) => {
  const fakes = temporaryFolder();
  writeFiles(fakes, FAKES);
  if (['dpkg', 'rpm'].some((program) => prefersOwn(userland.shell, program))) return;
  const told = ask(userland, ['rr_packages', 'apt', 'rpm', 'apk'], { fakes: join(fakes, 'bin') });
  // A dollar and a brace, which a template of ours would take for its own.
  const field = (name: string): string => `$\{${name}}`;
  expect(Buffer.from(told.stdout).toString().split('\n')).toEqual([
    'facts',
    '@ native',
    'dpkg --print-architecture',
    '@ apt',
    `dpkg-query -W -f ${['db:Status-Abbrev', 'Package', 'Version', 'Architecture', 'Section'].map(field).join('\\t')}\\n`,
    '@ rpm',
    String.raw`rpm -qa --qf %{NAME}\t%{VERSION}\t%{RELEASE}\t%{EPOCH}\t%{ARCH}\n`,
    '@ apk',
    'apk info -v',
    'end',
    '',
  ]);
});
