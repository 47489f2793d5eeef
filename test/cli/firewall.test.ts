import { spawnSync } from 'node:child_process';
import { chown, link, lstat, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { rulerun, test } from './command.ts';
import { sandboxInventory, sandboxReason } from './sandbox.ts';

const clean = `*filter
:INPUT ACCEPT [0:0]
-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
-A INPUT -j REJECT
COMMIT
`;

const polluted = clean
  .replace(
    ':INPUT ACCEPT [0:0]\n',
    ':INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:DOCKER - [0:0]\n:DOCKER-USER - [0:0]\n',
  )
  .replace(
    'COMMIT',
    '-A FORWARD -o docker0 -j DOCKER\n-A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT\n-A DOCKER-USER -s 192.0.2.1/32 -j DROP\nCOMMIT',
  );

async function fileWith(folder: string, text: string, name = 'rules'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text, { mode: 0o640 });
  return path;
}

test('lint: nothing found, findings, and what is no rules file', async ({ folder }) => {
  const good = await fileWith(folder, clean, 'good');
  const bad = await fileWith(folder, polluted, 'bad');
  const broken = await fileWith(folder, clean.replace('COMMIT\n', ''), 'broken');
  expect(await rulerun(['firewall', 'lint', good])).toMatchObject({
    exitCode: 0,
    out: `${good}: nothing found\n`,
  });
  const found = await rulerun(['firewall', 'lint', bad]);
  expect(found.exitCode).toBe(10);
  expect(found.out).toContain(`${bad}:4: error[FW001]`);
  expect(found.out).toContain('  fix: ');
  const refused = await rulerun(['firewall', 'lint', broken]);
  expect(refused.exitCode).toBe(3);
  expect(refused.err).toMatch(new RegExp(`${broken}:\\d+:\\d+: error\\[`));
  expect((await rulerun(['firewall', 'lint', join(folder, 'none')])).exitCode).toBe(2);
});

test('of a save that lacks a table nothing is concluded about that table', async ({ folder }) => {
  const nat =
    '*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 8080\nCOMMIT\n';
  const whole = await fileWith(folder, clean + nat, 'whole');
  const gap = await fileWith(folder, `${clean}# Table \`nat' is incompatible, use 'nft' tool.\n`, 'gap');
  const told = `${gap}:7: the table nat cannot be looked at`;
  const diff = await rulerun(['firewall', 'diff', whole, gap]);
  expect(diff).toMatchObject({ exitCode: 4, out: '' });
  expect(diff.err).toContain(told);
  const explain = await rulerun(['firewall', 'explain', gap]);
  expect([explain.exitCode, explain.err]).toEqual([0, expect.stringContaining(told)]);
  const cleaned = await rulerun(['firewall', 'clean', gap]);
  expect([cleaned.exitCode, cleaned.err]).toEqual([
    10,
    expect.stringContaining('what it held cannot be told'),
  ]);
});

test('lint for other programs', async ({ folder }) => {
  const bad = await fileWith(folder, polluted);
  const json = JSON.parse((await rulerun(['firewall', 'lint', bad, '--format', 'json'])).out);
  expect(json).toMatchObject({ formatVersion: 1, files: [{ file: bad }] });
  const sarif = JSON.parse((await rulerun(['firewall', 'lint', bad, '--format', 'sarif'])).out);
  expect(sarif).toMatchObject({ version: '2.1.0', runs: [{ tool: { driver: { name: 'rulerun' } } }] });
  expect(sarif.runs[0].results.length).toBe(json.files[0].findings.length);
});

test('clean prints what can be loaded, and says what it dropped and moved', async ({ folder }) => {
  const bad = await fileWith(folder, polluted);
  const reapply = join(folder, 'reapply');
  const run = await rulerun(['firewall', 'clean', bad, '--reapply', reapply]);
  expect(run.exitCode, run.all).toBe(10);
  expect(run.out).toBe(
    clean.replace(':INPUT ACCEPT [0:0]\n', ':INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n'),
  );
  expect(run.err).toContain('docker: -A FORWARD -o docker0 -j DOCKER');
  expect(run.err).toContain('\n4 lines dropped: docker 4; 1 rule to be applied again\n');
  expect(await readFile(reapply, 'utf8')).toBe('-A DOCKER-USER -s 192.0.2.1/32 -j DROP\n');
  expect(await readFile(bad, 'utf8')).toBe(polluted);
  const again = await rulerun(['firewall', 'clean', await fileWith(folder, run.out, 'again')]);
  expect(again).toMatchObject({ exitCode: 0, out: run.out, err: '' });
});

test('clean for other programs', async ({ folder }) => {
  const bad = await fileWith(folder, polluted);
  const json = JSON.parse((await rulerun(['firewall', 'clean', bad, '--format', 'json'])).out);
  expect(json).toMatchObject({
    formatVersion: 1,
    files: [{ file: bad, moved: [{ chain: 'DOCKER-USER' }], refused: [] }],
  });
  expect(json.files[0].dropped.length).toBeGreaterThan(2);
});

test('clean in place keeps what the file was, its mode, and every earlier copy', async ({ folder }) => {
  const bad = await fileWith(folder, polluted);
  const run = await rulerun(['firewall', 'clean', bad, '--in-place']);
  expect(run).toMatchObject({ exitCode: 10, out: '' });
  expect(await readFile(bad, 'utf8')).not.toContain('DOCKER');
  expect((await stat(bad)).mode & 0o777).toBe(0o640);
  expect(await readFile(`${bad}.rulerun-save`, 'utf8')).toBe(polluted);
  expect((await rulerun(['firewall', 'clean', bad, '--in-place'])).exitCode).toBe(0);
  await writeFile(bad, polluted.replace('22', '2222'));
  await rulerun(['firewall', 'clean', bad, '--in-place']);
  expect(await readFile(`${bad}.rulerun-save`, 'utf8')).toBe(polluted);
  expect(await readFile(`${bad}.rulerun-save.1`, 'utf8')).toContain('2222');
});

test('clean in place leaves a file with further hard links alone, and says why', async ({ folder }) => {
  const bad = await fileWith(folder, polluted);
  await link(bad, join(folder, 'other'));
  const run = await rulerun(['firewall', 'clean', bad, '--in-place']);
  expect(run).toMatchObject({ exitCode: 2, out: '' });
  expect(run.err).toContain(`${bad} has further hard links: replacing it would part them`);
  expect(await readFile(bad, 'utf8')).toBe(polluted);
  expect((await readdir(folder)).filter((name) => name.includes('rulerun'))).toEqual([]);
});

test('clean in place follows a link, and keeps ACL, extended attributes and owner, of the copy too', async ({
  folder,
}) => {
  const bad = await fileWith(folder, polluted);
  const shown = (path: string): string => {
    const words = 'stat -c "%u:%g %a" "$1"; getfacl -cp "$1"; getfattr -dm - --absolute-names "$1" | sed 1d';
    return spawnSync('sh', ['-c', words, 'sh', path], { encoding: 'utf8' }).stdout;
  };
  // Each as far as this machine can, and this user may.
  spawnSync('setfacl', ['-m', 'u:7003:r', bad]);
  spawnSync('setfattr', ['-n', 'user.note', '-v', 'kept', bad]);
  if (process.getuid?.() === 0) await chown(bad, 7003, 7004);
  const before = shown(bad);
  const to = join(folder, 'link');
  await symlink(bad, to);
  expect((await rulerun(['firewall', 'clean', to, '--in-place'])).exitCode).toBe(10);
  expect(await readFile(bad, 'utf8')).not.toContain('DOCKER');
  expect([shown(bad), shown(`${bad}.rulerun-save`)]).toEqual([before, before]);
  expect((await lstat(to)).isSymbolicLink()).toBe(true);
});

test('whose a chain is that cannot be told can be said', async ({ folder }) => {
  const odd = await fileWith(folder, '*filter\n:DOCKER-LATER - [0:0]\n-A FORWARD -j DOCKER-LATER\nCOMMIT\n');
  const refused = await rulerun(['firewall', 'clean', odd]);
  expect(refused).toMatchObject({ exitCode: 4, out: '' });
  expect(refused.err).toContain('--owner CHAIN=OWNER');
  const mine = await rulerun(['firewall', 'clean', odd, '--owner', 'DOCKER-LATER=admin']);
  expect(mine.exitCode, mine.all).toBe(0);
  const docker = await rulerun(['firewall', 'clean', odd, '--owner', 'DOCKER-LATER=docker']);
  expect(docker.out).not.toContain('LATER');
  const nobody = await rulerun(['firewall', 'lint', odd, '--owner', 'DOCKER-LATER=me']);
  expect(nobody).toMatchObject({ exitCode: 2 });
  expect(nobody.err).toContain('docker, openshift');
});

test('explain says whose each rule is, and diff what differs', async ({ folder }) => {
  const [one, two] = [await fileWith(folder, clean, 'one'), await fileWith(folder, polluted, 'two')];
  const explained = await rulerun(['firewall', 'explain', two]);
  expect(explained.exitCode).toBe(0);
  expect(explained.out).toMatch(/docker +-A FORWARD -o docker0 -j DOCKER/);
  expect(explained.out).toMatch(/admin +-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT/);
  const diff = await rulerun(['firewall', 'diff', one, two]);
  expect(diff.exitCode).toBe(10);
  expect(diff.out).toMatch(/^\+.*-A FORWARD -o docker0 -j DOCKER$/m);
  expect(await rulerun(['firewall', 'diff', one, one])).toMatchObject({
    exitCode: 0,
    out: '',
    err: 'nothing differs\n',
  });
  expect((await rulerun(['firewall', 'diff', one])).exitCode).toBe(2);
});

describe.skipIf(sandboxReason !== undefined)('on hosts', () => {
  test('what they load at boot, and what runs', async ({ folder, stateDir }) => {
    const environment = { RULERUN_STATE_DIR: stateDir };
    const inventory = ['-i', await sandboxInventory(folder), '-l', 'node1'];
    const lint = await rulerun(['firewall', 'lint', ...inventory], { environment });
    expect(lint.exitCode, lint.all).toBe(10);
    expect(lint.out).toContain('node1:/etc/sysconfig/iptables:');
    const cleaned = await rulerun(['firewall', 'clean', ...inventory], { environment });
    expect(cleaned.exitCode, cleaned.all).toBe(10);
    expect(cleaned.out).toMatch(/^\*filter\n[\s\S]*COMMIT\n$/);
    expect(cleaned.out).not.toMatch(/^:DOCKER/m);
    expect(cleaned.err).toMatch(/^dropped \(/m);
    const all = await rulerun(['firewall', 'clean', ...inventory.slice(0, 2)], { environment });
    expect(all.out.match(/^# node\d:.*$/gm)).toEqual([
      '# node1:/etc/sysconfig/iptables',
      '# node2:/etc/sysconfig/iptables',
      '# node3:/etc/sysconfig/iptables',
    ]);
    const inPlace = await rulerun(['firewall', 'clean', ...inventory, '--in-place'], { environment });
    expect(inPlace).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('limited-iptables-config.yml'),
    });
    const explained = await rulerun(['firewall', 'explain', ...inventory, '--format', 'json'], {
      environment,
    });
    expect(explained.exitCode, explained.all).toBe(0);
    const { files } = JSON.parse(explained.out) as { files: { lines: { owner: string }[] }[] };
    expect(new Set(files.flatMap(({ lines }) => lines.map(({ owner }) => owner)))).toContain('docker');
    const diff = await rulerun(['firewall', 'diff', ...inventory], { environment });
    expect([0, 10], diff.all).toContain(diff.exitCode);
  });

  test('a host that cannot be asked is told', async ({ stateDir }) => {
    const run = await rulerun(['firewall', 'lint', '-i', '192.0.2.77,', '-T', '1', '--user', 'nobody'], {
      environment: { RULERUN_STATE_DIR: stateDir },
    });
    expect(run.exitCode, run.all).toBe(4);
    expect(run.err).toContain('192.0.2.77');
  });
});
