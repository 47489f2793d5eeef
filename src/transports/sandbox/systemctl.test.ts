import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newSandbox, noNodes, type TestSandbox } from './nodes.test-kit.ts';
import { recordedUnits } from './systemctl.units.fixture.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

describe.skipIf(noNodes !== undefined)('systemctl on a node', () => {
  let sandbox: TestSandbox;
  const say = async (command: string): Promise<string> => (await sandbox.say(`{ ${command}; } 2>&1`)).stdout;
  beforeAll(async () => {
    sandbox = newSandbox();
    await sandbox.say('iptables-save >/root/before');
  });
  afterAll(async () => sandbox[Symbol.asyncDispose]());

  /** A word for the state, as `is-enabled` says it, and its exit code. */
  const state = 'systemctl is-enabled iptables; echo $?';
  const link = '/etc/systemd/system/basic.target.wants/iptables.service';
  const fresh = `rm -f /etc/systemd/system/iptables.service; systemctl enable -q iptables`;

  test.for([
    ['disable iptables; systemctl mask iptables', 'masked\n1\n', 'disabled\n1\n'],
    ['mask iptables; systemctl disable iptables', 'masked\n1\n', 'enabled\n0\n'],
    ['mask iptables; systemctl mask iptables', 'masked\n1\n', 'enabled\n0\n'],
    ['mask iptables; systemctl enable iptables', 'masked\n1\n', 'enabled\n0\n'],
    ['mask --runtime iptables', 'masked-runtime\n1\n', 'masked-runtime\n1\n'],
    ['disable iptables', 'disabled\n1\n', 'disabled\n1\n'],
    ['enable iptables', 'enabled\n0\n', 'enabled\n0\n'],
  ] as const)('after %s it is %j, unmasked %j', async ([verbs, masked, unmasked]) => {
    await say(fresh);
    await say(`systemctl ${verbs}`);
    expect(await say(state)).toBe(masked);
    expect(await say(`systemctl -q unmask iptables; ${state}`)).toBe(unmasked);
    await say('systemctl unmask --runtime iptables');
  });

  test('mask before disable leaves the link and says that it ignores the unit', async () => {
    await say(`${fresh}; systemctl mask iptables`);
    expect(await say('systemctl disable iptables; echo $?')).toBe(
      'Unit /etc/systemd/system/iptables.service is masked, ignoring.\n0\n',
    );
    expect(await say(`readlink ${link}`)).toBe('/usr/lib/systemd/system/iptables.service\n');
  });

  test('a unit whose file lies in /etc cannot be masked', async () => {
    await say(
      'cp /usr/lib/systemd/system/sshd.service /etc/systemd/system/own.service; systemctl daemon-reload',
    );
    expect(await say('systemctl mask own; echo $?')).toBe(
      'Failed to mask unit: File /etc/systemd/system/own.service already exists.\n1\n',
    );
    expect(await say('test -L /etc/systemd/system/own.service; echo $?')).toBe('1\n');
  });

  test('a unit that is not there can be masked, and leaves a stray link', async () => {
    expect(await say('systemctl mask nothing; echo $?')).toMatch(
      /does not exist, proceeding anyway\.\n.*\n0\n/,
    );
    expect(await say('systemctl is-enabled nothing; readlink /etc/systemd/system/nothing.service')).toBe(
      'masked\n/dev/null\n',
    );
    expect(await say('systemctl -q unmask nothing; systemctl show nothing -p LoadState')).toBe(
      'LoadState=not-found\n',
    );
  });

  test('masking stops nothing and changes no rule', async () => {
    await say(`${fresh}; systemctl start iptables docker; iptables-save | sed 's/^#.*//' >/root/before`);
    await say('systemctl disable iptables; systemctl mask iptables');
    expect(await say('systemctl is-active iptables docker')).toBe('active\nactive\n');
    expect(await say("iptables-save | sed 's/^#.*//' | diff - /root/before && echo same")).toBe('same\n');
  });

  test('it answers as systemd 252 did, word for word', async () => {
    const text = readFileSync(new URL('systemctl.recorded.txt', import.meta.url), 'utf8');
    const recorded = text.slice(text.indexOf('\n\n') + 2);
    const commands = recorded.match(/^\$ .*$/gm) ?? [];
    expect(commands.length).toBeGreaterThan(100);
    const files = Object.entries(recordedUnits).map(
      ([path, unit]) => `mkdir -p ${path.replace(/\/[^/]*$/, '')}; printf %s ${quoted(unit)} >${path}`,
    );
    const asked = commands.map(
      (line) => `printf '%s\\n' ${quoted(line)}; { ${line.slice(2)}; } 2>&1; printf '[%s]\\n\\n' $?`,
    );
    const said = await sandbox.say(['export LC_ALL=C', ...files, ...asked].join('\n'), 'node2');
    expect(said.stdout).toBe(recorded);
  });
});

const real = spawnSync('systemctl', ['--version'], { encoding: 'utf8' });
const noReal = real.stdout?.startsWith('systemd 252 ') ? undefined : 'no systemctl of systemd 252 here';
if (noReal !== undefined) process.stderr.write(`skipped, systemctl against the real one: ${noReal}\n`);

/** The same small numbers in every run, from 0 to 1. */
function* dice(): Generator<number, never> {
  for (let seed = 20_240_611; ; ) {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    yield seed / 2 ** 31;
  }
}

describe.skipIf(noNodes !== undefined || noReal !== undefined)('systemctl on a node and the real one', () => {
  const verbs = ['enable', 'disable', 'mask', 'unmask', 'mask --runtime', 'unmask --runtime', 'reenable'];
  const units = ['iptables.service', 'docker.service', 'own.service', 'nothing.service'];
  const roll = dice();
  const pick = (words: readonly string[]): string =>
    words[Math.floor(roll.next().value * words.length)] ?? '';
  const walks = Array.from({ length: 6 }, () =>
    Array.from({ length: 10 }, () => `${pick(verbs)} ${pick(units)}`)
      // Without a manager, systemctl calls this good; with one it does not.
      .filter((step) => !/(dis|reen)able nothing/.test(step)),
  );

  test.for(walks.map((walk, number) => [number, walk] as const))(
    'walk %i ends with the same links and words',
    async ([, walk]) => {
      await using sandbox = newSandbox();
      await sandbox.say(
        `cp /usr/lib/systemd/system/sshd.service /etc/systemd/system/own.service; systemctl disable sshd docker`,
      );
      const disk = join(sandbox.stateDir, 'sandbox/node1/root');
      const root = join(sandbox.stateDir, 'real');
      for (const path of ['usr/lib/systemd/system', 'etc/systemd/system', 'run/systemd/system']) {
        mkdirSync(join(root, path), { recursive: true });
        cpSync(join(disk, path), join(root, path), { recursive: true, verbatimSymlinks: true });
      }
      for (const step of walk) {
        const there = spawnSync('systemctl', [`--root=${root}`, ...step.split(' ')], { encoding: 'utf8' });
        const here = await sandbox.say(`systemctl ${step}`);
        expect([step, here.exitCode]).toEqual([step, there.status]);
        const words = units.map((unit) => {
          const { stdout, status } = spawnSync('systemctl', [`--root=${root}`, 'is-enabled', unit], {
            encoding: 'utf8',
          });
          return `${stdout}${status}\n`;
        });
        const said = await sandbox.say(
          units.map((unit) => `systemctl is-enabled ${unit}; echo $?`).join('\n'),
        );
        expect([step, said.stdout]).toEqual([step, words.join('')]);
        expect([step, linksIn(disk)]).toEqual([step, linksIn(root)]);
      }
    },
  );
});

function linksIn(root: string): readonly string[] {
  const folders = ['etc/systemd/system', 'run/systemd/system'];
  return execFileSync('find', [...folders, '-type', 'l', '-printf', '%p -> %l\n'], {
    cwd: root,
    encoding: 'utf8',
  })
    .replaceAll(` -> ${root}/`, ' -> /')
    .split('\n')
    .sort();
}
