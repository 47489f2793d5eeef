import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemFiles } from '../../src/app/system/files.ts';
import { options, render } from '../../src/resolve/connection/connection.test-kit.ts';
import { targetOf } from '../../src/resolve/connection/connection.ts';
import { readSshConfig } from '../../src/source/ssh-config/read.ts';
import { testFolder } from '../contracts/in-process-sshd.ts';

const noSsh = existsSync('/usr/bin/ssh') ? undefined : 'ssh is not installed: apt-get install openssh-client';

const configs = [
  'Host a\n HostName 10.0.0.1\n Port 7\nHost *\n User bob\n Port 8\n',
  'Host a b !c\nUser bob\nHost !a *\nPort 9\n',
  'Host *.example\nHostName %h.com\nMatch host *.example.com\nPort 7\nMatch originalhost x.example\nUser eve\n',
  'Match user bob\nPort 7\nMatch all\nUser bob\nMatch user bob\nHostKeyAlias al\n',
  'Host a\nUser=bob # me\nHost "b"\nUser "eve"\nHost A\nUser \'dan\'\n',
  'Host a\nInclude FOLDER/one\nUser late\nHost *\nPort 9\n',
  'Host b\nInclude FOLDER/*.conf\nHost *\nUser last\n',
  'Include FOLDER/one FOLDER/none\nInclude FOLDER/*.conf\nUser last\n',
  'IdentityFile /k1\nHost a\nIdentityFile /k2\nIdentitiesOnly yes\nHost *\nIdentityFile /k1\n',
  'UserKnownHostsFile /kh1 "/k h2"\nHost a\nUserKnownHostsFile /kh3\n',
  'Match !host a\nPort 7\nMatch host a,b !user bob\nPort 9\n',
  'Match localuser ME\nPort 7\nMatch localuser nobody,!ME\nUser eve\n',
  'Match canonical\nPort 7\nMatch !canonical host a\nPort 8\n',
  '  host\ta\n\tPORT 7\r\n\tuser\tbob\r\nHOST ?\nUser one\n',
  'Host a\nMatch all\nPort 7\nMatch host b\nPort 8\n',
  'ConnectTimeout 7\nPort 0022\nHost x*\nStrictHostKeyChecking accept-new\n',
];
const hosts = ['a', 'b', 'c', 'A', 'x.example', 'y.example.com', '10.0.0.1'];

describe.skipIf(noSsh !== undefined)(`ssh_config as the ssh client reads it ${noSsh ?? ''}`, () => {
  test.for(configs)('%j', async (config) => {
    using folder = testFolder();
    const file = join(folder.path, 'config');
    const text = config.replaceAll('FOLDER', folder.path).replaceAll('ME', userInfo().username);
    writeFileSync(file, text);
    writeFileSync(join(folder.path, 'one'), 'User inc\nHost b\nUser incb\nPort 5\n');
    writeFileSync(join(folder.path, 'x.conf'), 'Host a b\nPort 6\n');
    writeFileSync(join(folder.path, 'y.conf'), 'HostKeyAlias y\n');
    mkdirSync(join(folder.path, 'home'));
    for (const host of hosts) expect([host, await byUs(file, host)]).toEqual([host, byOpenssh(file, host)]);
  });
});

async function byUs(file: string, host: string): Promise<readonly string[]> {
  const config = await readSshConfig(file, systemFiles, { home: '/nowhere', folder: '/nowhere' });
  const found = targetOf({ name: host, groups: [], variables: new Map() }, new Map(), {
    ...options,
    loginUser: userInfo().username,
    render,
    sshConfigs: { usual: config === undefined ? [] : [config], named: new Map() },
  });
  if (!found.ok || found.target.address.kind !== 'ssh') throw new Error(JSON.stringify(found));
  const { address } = found.target;
  const { hostKeys } = address;
  const known =
    'knownHostsFiles' in hostKeys ? hostKeys.knownHostsFiles.filter((each) => each.startsWith('/k')) : [];
  return [
    `hostname ${address.hostname.toLowerCase()}`,
    `port ${address.port}`,
    `user ${address.user}`,
    `identitiesonly ${address.identitiesOnly ? 'yes' : 'no'}`,
    ...address.keyFiles.filter((key) => key.startsWith('/k')).map((key) => `identityfile ${key}`),
    ...(known.length > 0 ? [`userknownhostsfile ${known.join(' ')}`] : []),
    ...(address.hostKeyAlias === undefined ? [] : [`hostkeyalias ${address.hostKeyAlias}`]),
    `connecttimeout ${address.connectTimeoutMs / 1000}`,
    `stricthostkeychecking ${hostKeys.mode}`,
  ].sort();
}

/** What we have no default for, or another one, is told as ours. */
function byOpenssh(file: string, host: string): readonly string[] {
  const told = execFileSync('ssh', ['-G', '-F', file, host], { encoding: 'utf8' }).split('\n');
  const keywords =
    /^((hostname|port|user|identitiesonly|hostkeyalias|connecttimeout|stricthostkeychecking) |(identityfile|userknownhostsfile) \/k)/;
  return told
    .filter((line) => keywords.test(line))
    .map((line) =>
      line
        .replace('connecttimeout none', 'connecttimeout 30')
        .replace('stricthostkeychecking ask', 'stricthostkeychecking strict'),
    )
    .sort();
}
