import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { prefersOwn } from '../../host/own-programs.test-kit.ts';
import { ask, temporaryFolder, type Userland, userlands, writeFiles } from '../asking.test-kit.ts';
import { said } from '../said.test-kit.ts';
import { factsOfProgram, type Program } from './program.ts';

/** A host with nothing but what the question needs, and these programs. */
function bareHost(userland: Userland, fakes: Readonly<Record<string, string>>): Userland {
  const root = temporaryFolder();
  mkdirSync(join(root, 'bin'));
  writeFiles(
    root,
    Object.fromEntries(Object.entries(fakes).map(([name, text]) => [`bin/${name}`, `#!/bin/sh\n${text}\n`])),
  );
  for (const name of ['sh', 'sed', 'head', 'timeout', 'true']) {
    const found = execFileSync('sh', ['-c', 'command -v "$1"', 'sh', name], {
      encoding: 'utf8',
      env: { PATH: userland.path },
    }).trim();
    // Busybox has some of them in itself, and then says no path.
    if (found.startsWith('/')) symlinkSync(found, join(root, 'bin', name));
  }
  return { ...userland, path: `${root}/bin` };
}

describe.each(userlands)('$name', (userland) => {
  // A shell that knows its own unshare before any other sees neither a fake of it nor that there is none.
  const isUnseen = prefersOwn(userland.shell, 'unshare');
  const facts = (fakes: Readonly<Record<string, string>>, program: Program = 'iptables') =>
    factsOfProgram(program).read(ask(bareHost(userland, fakes), ['rr_iptables', program]));
  const version = (text: string) => `[ "$1" = --version ] && echo "${text}"`;

  test.skipIf(isUnseen)('RHEL 7', () => {
    const fakes = { iptables: version('iptables v1.4.21'), 'iptables-restore': '' };
    expect(facts({ ...fakes, unshare: '[ "$1 $2" = "-n true" ]' })).toEqual({
      version: 'iptables v1.4.21',
      backend: 'legacy',
      hasRestore: true,
      noNamespace: undefined,
    });
  });

  test('both kinds: the plain name counts, as it does for the unit', () => {
    const fakes = {
      iptables: version('iptables v1.8.9 (nf_tables)'),
      'iptables-legacy': version('iptables v1.8.9 (legacy)'),
      'iptables-nft': version('iptables v1.8.9 (nf_tables)'),
      'iptables-restore': '',
      unshare: '',
    };
    const answer = ask(bareHost(userland, fakes), ['rr_iptables', 'iptables']);
    expect(Buffer.from(answer.stdout).toString().split('\n').slice(0, 3)).toEqual([
      'program iptables iptables v1.8.9 (nf_tables)',
      'program iptables-legacy iptables v1.8.9 (legacy)',
      'program iptables-nft iptables v1.8.9 (nf_tables)',
    ]);
    expect(factsOfProgram('iptables').read(answer)).toMatchObject({
      version: 'iptables v1.8.9 (nf_tables)',
      backend: 'nft',
    });
  });

  test('IPv6 has programs of its own', () => {
    const fakes = { iptables: version('iptables v1.4.21'), 'iptables-restore': '', unshare: '' };
    expect(facts(fakes, 'ip6tables')).toMatchObject({ version: undefined, hasRestore: false });
  });

  test.skipIf(isUnseen)('a host that makes no namespaces', () => {
    const unshare = 'echo "unshare: unshare failed: Operation not permitted" >&2; echo more >&2; exit 1';
    expect(facts({ unshare })).toEqual({
      version: undefined,
      backend: 'legacy',
      hasRestore: false,
      noNamespace: 'unshare: unshare failed: Operation not permitted',
    });
  });

  test.skipIf(isUnseen)('one that fails without a word', () => {
    expect(facts({ unshare: 'exit 1' })).toMatchObject({ noNamespace: expect.stringMatching(/./) });
  });

  test.skipIf(isUnseen)('a host without unshare', () => {
    expect(facts({})).toMatchObject({ noNamespace: 'there is no unshare' });
  });
});

test('a question that was not answered', () => {
  expect(factsOfProgram('iptables').read(said('', 124))).toEqual({
    version: undefined,
    backend: 'legacy',
    hasRestore: false,
    noNamespace: 'it took too long',
  });
});
