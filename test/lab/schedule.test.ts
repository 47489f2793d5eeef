import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { labCommand, on, reason, root, test } from './hosts.ts';

const disk = join(process.env['RULERUN_LAB_DIR'] ?? '/var/lib/rulerun-lab', 'hosts/node1/root');
const RULERUN = '/usr/local/bin/node /opt/rulerun/dist/bin.js';

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly dev?: true }>>;
}

/** Puts this Node and this rulerun on a lab host, as an administrator would who has it work on itself. */
async function equip(): Promise<void> {
  const home = join(disk, 'opt/rulerun');
  await mkdir(home, { recursive: true });
  await cp(process.execPath, join(disk, 'usr/local/bin/node'));
  for (const name of ['dist', 'playbooks', 'package.json'])
    await cp(join(root, name), join(home, name), { recursive: true });
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as LockFile;
  for (const [path, { dev }] of Object.entries(lock.packages)) {
    const isThere = path !== '' && dev !== true && existsSync(join(root, path));
    if (isThere) await cp(join(root, path), join(home, path), { recursive: true });
  }
  await mkdir(join(disk, 'srv/inventory'), { recursive: true });
  await writeFile(
    join(disk, 'srv/inventory/hosts.yml'),
    'nodes: {hosts: {node1: {ansible_connection: local}}, vars: {accept_no_host_firewall: true}}\n',
  );
}

/** Waits on the host until a command succeeds there; a minute and a half at the most. */
async function until(command: string): Promise<void> {
  await on('node1', `i=0; until ${command}; do i=$((i+1)); [ $i -lt 450 ] || exit 1; sleep 0.2; done`);
}

async function listed(): Promise<
  readonly {
    readonly name: string;
    readonly last: { readonly run: string; readonly exitCode: number } | null;
  }[]
> {
  return JSON.parse(await on('node1', `${RULERUN} schedule list --json`)) as never;
}

describe.skipIf(reason !== undefined)('a schedule on a real host with systemd', () => {
  beforeAll(async () => {
    await labCommand('up', '1');
    await labCommand('reset', 'node1');
    await equip();
  }, 900_000);

  afterAll(async () => {
    await labCommand('reset', 'node1');
  }, 300_000);

  test('the timer fires, the main job runs unattended on the machine itself, the report is there', async () => {
    const soon = await on('node1', "date -u -d '+25 seconds' '+%Y-%m-%d %H:%M:%S'");
    const installed = await on(
      'node1',
      `${RULERUN} schedule install nightly /opt/rulerun/playbooks/disable-iptables-service.yml -i /srv/inventory \
        --at '${soon}' --timezone UTC --window 30m 2>&1`,
    );
    expect(installed).toContain('Installed /etc/systemd/system/rulerun-nightly.timer');
    expect(await on('node1', 'systemctl is-enabled rulerun-nightly.timer')).toBe('enabled');
    expect(await on('node1', 'systemctl list-timers --all --no-legend rulerun-nightly.timer')).toContain(
      'nightly',
    );
    expect(await on('node1', 'systemctl is-enabled iptables')).toBe('enabled');

    await until('[ -e /var/lib/rulerun/schedules/nightly.last ]');
    await until('[ "$(systemctl show -P ActiveState rulerun-nightly.service)" != activating ]');
    const log = await on('node1', 'journalctl --no-pager -u rulerun-nightly.service');
    const [nightly] = await listed();
    expect(nightly, log).toMatchObject({ name: 'nightly', last: { exitCode: 0 } });
    expect(await on('node1', 'systemctl show -P Result rulerun-nightly.service')).toBe('success');
    expect(await on('node1', 'systemctl is-enabled iptables || :')).toBe('masked');
    const report = await on('node1', `cat /var/lib/rulerun/runs/${nightly?.last?.run}/report.json`);
    expect(JSON.parse(report)).toMatchObject({ run: nightly?.last?.run });
    expect(log).toContain('1 changed');

    const back = await on('node1', `${RULERUN} rollback ${nightly?.last?.run} --yes 2>&1`);
    expect(back).toContain('rolled-back');
    expect(await on('node1', 'systemctl is-enabled iptables')).toBe('enabled');
    expect(await on('node1', `${RULERUN} schedule remove nightly`)).toContain('Removed');
    expect(await on('node1', 'ls /etc/systemd/system | grep -c rulerun-nightly || :')).toBe('0');
    expect(await on('node1', 'systemctl list-timers --all --no-legend rulerun-nightly.timer')).toBe('');
  });

  test('a second start is refused while the job runs; stopping the unit rolls back what is unfinished', async () => {
    await writeFile(
      join(disk, 'srv/slow.yml'),
      `- hosts: nodes
  tasks:
    - {name: make a file, command: touch /srv/made, args: {creates: /srv/made}, undo: rm -f /srv/made}
    - {name: wait, shell: "echo > /srv/begun; until [ -e /srv/go ]; do sleep 0.2; done", undo: "true", timeout: 900s}
    - {name: never reached, command: touch /srv/never, undo: rm -f /srv/never}
`,
    );
    await on(
      'node1',
      `${RULERUN} schedule install slow /srv/slow.yml -i /srv/inventory --at 'Sun 02:00' --timezone UTC`,
    );
    await on('node1', 'systemctl start --no-block rulerun-slow.service');
    await until('[ -e /srv/begun ]');
    expect(await on('node1', 'test -e /srv/made && echo there')).toBe('there');
    const pid = await on('node1', 'systemctl show -P MainPID rulerun-slow.service');
    const second = await on('node1', `${RULERUN} schedule run slow --now 2>&1; echo "exit $?"`);
    expect(second).toContain(`schedule slow is running already: process ${pid} has it since 20`);
    expect(second).toContain('exit 4');

    // The task that is running ends first, whatever is asked for.
    await on('node1', 'systemctl stop --no-block rulerun-slow.service');
    await until('[ "$(systemctl show -P ActiveState rulerun-slow.service)" = deactivating ]');
    expect(await on('node1', 'test -e /srv/made && touch /srv/go && echo there')).toBe('there');
    await until('[ "$(systemctl show -P ActiveState rulerun-slow.service)" != deactivating ]');
    const log = await on('node1', 'journalctl --no-pager -u rulerun-slow.service');
    expect(await on('node1', 'ls /srv'), log).toBe('begun\ngo\ninventory\nslow.yml');
    expect(await listed(), log).toMatchObject([{ name: 'slow', last: { exitCode: 130 } }]);
    await on('node1', `${RULERUN} schedule remove slow`);
  });
});
