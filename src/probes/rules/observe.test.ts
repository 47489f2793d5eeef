import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ask, temporaryFolder, type Userland, userlands, writeFiles } from '../asking.test-kit.ts';
import { readContainers } from '../containers/containers.ts';
import { asTold, NODE_RULES } from './node.fixture.ts';
import { readRules } from './rule-sets.ts';

/** A host with nothing but the programs that the kit needs, and these. */
function bareHost(userland: Userland, fakes: Readonly<Record<string, string>>): Userland {
  const root = temporaryFolder();
  writeFiles(
    root,
    Object.fromEntries(Object.entries(fakes).map(([name, text]) => [`bin/${name}`, `#!/bin/sh\n${text}\n`])),
  );
  mkdirSync(join(root, 'bin'), { recursive: true });
  if (userland.name === 'busybox alone') return { ...userland, path: `${root}/bin:${userland.path}` };
  for (const name of ['sh', 'cat', 'sed', 'grep', 'head', 'timeout', 'stat', 'readlink', 'sort', 'uniq']) {
    symlinkSync(
      execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim(),
      join(root, 'bin', name),
    );
  }
  return { ...userland, path: `${root}/bin` };
}

const printing = (text: string) => `cat <<'END'\n${text}END`;
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString();

describe.each(userlands)('$name', (userland) => {
  describe('rr_firewall', () => {
    const rules = (fakes: Readonly<Record<string, string>>) =>
      textOf(ask(bareHost(userland, fakes), ['rr_firewall']).stdout);
    const saves = printing(NODE_RULES);

    test('RHEL 7: one iptables a family, without counters and single services', () => {
      expect(rules({ 'iptables-save': saves, 'ip6tables-save': saves })).toBe(
        asTold(NODE_RULES, 'iptables-save') + asTold(NODE_RULES, 'ip6tables-save'),
      );
    });

    test('a newer system: each kind once, and not by its plain name', () => {
      const told = rules({
        'iptables-save': saves,
        'iptables-nft-save': saves,
        'iptables-legacy-save': saves,
      });
      expect(told).toBe(asTold(NODE_RULES, 'iptables-legacy-save') + asTold(NODE_RULES, 'iptables-nft-save'));
    });

    test('none', () => {
      expect(rules({})).toBe('');
    });

    test('what iptables-nft says of a table that it cannot show stays', () => {
      const blind = `# Table \`nat' is incompatible, use 'nft' tool.\n`;
      expect(rules({ 'iptables-save': printing(`${NODE_RULES}${blind}`) })).toBe(
        asTold(NODE_RULES).replace('=end', `${blind}=end`),
      );
    });

    test('the frame tells whether it is all', () => {
      const frame = (text: string) =>
        textOf(ask(bareHost(userland, { 'iptables-save': text }), ['rr_firewall_frame', 'iptables']).stdout);
      const blind = `# Table \`raw' is incompatible, use 'nft' tool.\n`;
      expect(frame(printing(`${NODE_RULES}${blind}`))).toBe(
        `=iptables-save\n*nat\nCOMMIT\n*filter\nCOMMIT\n${blind}=end 0\n`,
      );
      expect(frame('exit 3')).toBe('=iptables-save\n=end 3\n');
    });

    test('one that fails', () => {
      const told = ask(bareHost(userland, { 'iptables-save': 'echo "Permission denied" >&2; exit 3' }), [
        'rr_firewall',
      ]);
      expect([textOf(told.stdout), textOf(told.stderr)]).toEqual([
        '=iptables-save\n=end 3\n',
        'Permission denied\n',
      ]);
      expect(readRules(told)).toBe(
        'the rules in the kernel are not known: iptables-save ended with exit code 3',
      );
    });
  });

  describe('rr_containers', () => {
    const containers = (fakes: Readonly<Record<string, string>>) =>
      readContainers(ask(bareHost(userland, fakes), ['rr_containers']));
    const docker = (inspect: string) =>
      `case $1 in ps) [ "$2 $3" = '--quiet --no-trunc' ] && printf 'aaaa\\nbbbb\\n' ;; inspect) ${inspect} ;; esac`;

    test('that docker runs', () => {
      expect(
        containers({ docker: docker(`shift 3; for id; do echo "$id 2018-09-04T10:00:00Z /name-$id"; done`) }),
      ).toEqual({
        kind: 'running',
        runtime: 'docker',
        liveRestore: expect.any(Boolean),
        all: [
          { id: 'aaaa', startedAt: '2018-09-04T10:00:00Z', name: 'name-aaaa' },
          { id: 'bbbb', startedAt: '2018-09-04T10:00:00Z', name: 'name-bbbb' },
        ],
      });
    });

    test('one that stopped between the two questions', () => {
      expect(containers({ docker: docker('echo "aaaa 2018-09-04T10:00:00Z /a"; exit 1') })).toMatchObject({
        all: [{ id: 'aaaa' }],
      });
    });

    test('none', () => {
      expect(containers({ docker: ':' })).toMatchObject({ kind: 'running', all: [] });
      expect(containers({})).toEqual({ kind: 'none' });
    });

    test('docker does not answer', () => {
      expect(containers({ docker: 'echo "Cannot connect to the Docker daemon" >&2; exit 1' })).toBe(
        'the running containers are not known: Cannot connect to the Docker daemon',
      );
    });

    test('that CRI-O runs', () => {
      expect(containers({ crictl: 'echo aaaa' })).toMatchObject({
        runtime: 'crio',
        all: [{ id: 'aaaa', startedAt: '', name: '' }],
      });
    });
  });
});

const isRoot = process.getuid?.() === 0;
const canUnshare =
  isRoot && spawnSync('unshare', ['-n', 'sh', '-c', 'command -v iptables-save']).status === 0;

test.skipIf(!canUnshare)('what the iptables of this machine says can be read', () => {
  const [userland] = userlands;
  if (userland === undefined) throw new Error('no shell');
  const inside: Userland = { ...userland, shell: ['unshare', '-n', ...userland.shell] };
  const setup =
    'iptables -A INPUT -p tcp --dport 22 -m comment --comment "a \\"b\\" [1:2]" -j ACCEPT; ip6tables -P FORWARD DROP';
  const rules = readRules(ask(inside, ['rr_firewall'], { setup }));
  if (typeof rules === 'string') throw new Error(rules);
  const chains = [...rules.values()];
  expect(chains.find(({ name, rules: all }) => name === 'INPUT' && all.length > 0)?.rules).toEqual([
    expect.stringContaining('--dport 22'),
  ]);
  expect(chains.some(({ name, policy }) => name === 'FORWARD' && policy === 'DROP')).toBe(true);
});
