import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../model/values/json.ts';
import { ask, temporaryFolder, userlands, writeFiles } from '../../../probes/asking.test-kit.ts';
import { asTold } from '../../../probes/rules/node.fixture.ts';
import { NO_CONTEXT, said } from '../../../probes/said.test-kit.ts';
import { withDefaults } from '../../defaults.test-kit.ts';
import { NODE } from '../iptables_live/node.test-kit.ts';
import { firewallProbe as bareFirewallProbe } from './action.ts';

const firewallProbe = withDefaults(bareFirewallProbe);

const answer = (rules: string, settled = true) =>
  said(`${asTold(rules)}=settled ${settled ? 'yes' : 'no'}\n`);

function decide(rules: string, params: JsonObject, before: string = NODE, settled = true) {
  return firewallProbe.plan({ unchanged: false, ...params }, [answer(rules, settled)], {
    ...NO_CONTEXT,
    baseline: before === 'none' ? undefined : [answer(before)],
  });
}

const without = (text: RegExp | string) =>
  NODE.split('\n')
    .filter((line) => !(typeof text === 'string' ? line.includes(text) : text.test(line)))
    .join('\n');
const REJECT = '-A INPUT -j REJECT --reject-with icmp-host-prohibited\n';
const ALLOW = '-A INPUT -m comment --comment "firewall overrides" -j OPENSHIFT-FIREWALL-ALLOW\n';
const behind = NODE.replace(ALLOW, '').replace(REJECT, REJECT + ALLOW);
const bare = '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n';

describe('chains that must be there', () => {
  test('but those that are excepted', () => {
    const gone = without('KUBE-HOSTPORTS');
    expect(decide(gone, { expect: ['auto'], except: ['KUBE-HOSTPORTS'] })).toMatchObject({
      kind: 'satisfied',
    });
    expect(decide(gone, { expect: ['KUBE-HOSTPORTS'], except: ['KUBE-HOSTPORTS'] })).toMatchObject({
      kind: 'satisfied',
    });
    expect(decide(bare, { expect: ['auto'], except: ['KUBE-HOSTPORTS'] })).toMatchObject({ kind: 'refused' });
  });

  test.for<readonly [string, readonly string[], string, string | undefined]>([
    ['all are there', ['auto'], NODE, undefined],
    ['the three by name', ['docker', 'openshift', 'kubernetes'], NODE, undefined],
    ['a chain by name', ['KUBE-FORWARD', 'OS_FIREWALL_ALLOW'], NODE, undefined],
    [
      'docker lost nat',
      ['auto'],
      without(/DOCKER.*DNAT|^:DOCKER - |-A DOCKER -i|LOCAL -j DOCKER/),
      'DOCKER of the table nat',
    ],
    [
      'docker is gone',
      ['docker'],
      bare,
      'Docker makes it only when it starts, so waiting longer does not help: restart docker',
    ],
    ['openshift is gone', ['openshift'], bare, 'OpenShift puts it back within 30 s'],
    ['kubernetes is gone', ['kubernetes'], bare, 'the kubelet puts it back within 60 s'],
    [
      'the jump is gone',
      ['auto'],
      NODE.replace(ALLOW, ''),
      'no rule of INPUT leads to OPENSHIFT-FIREWALL-ALLOW',
    ],
    ['the jump is behind the REJECT', ['openshift'], behind, 'is behind one that takes every packet'],
    [
      'a host port',
      ['auto'],
      without('KUBE-HOSTPORTS'),
      'ports of pods on the host are only set up when a pod starts',
    ],
    [
      'the rules of the administrator',
      ['auto'],
      without('-A OPENSHIFT-ADMIN'),
      'put them in with `iptables_chain`',
    ],
    ['a service’s own chain comes and goes', ['auto'], without('KUBE-SVC-'), undefined],
    [
      'a name that nobody has',
      ['NOWHERE'],
      NODE,
      'the chain NOWHERE is not there (when it comes back is not known)',
    ],
    [
      'a name that nothing leads to',
      ['KUBE-MARK-DROP'],
      NODE,
      'no rule before a REJECT or DROP leads to KUBE-MARK-DROP',
    ],
  ])('%s', ([, wanted, rules, why]) => {
    const decision = decide(rules, { expect: wanted });
    if (why === undefined) expect(decision).toMatchObject({ kind: 'satisfied' });
    else expect(decision).toMatchObject({ kind: 'refused', why: expect.stringContaining(why) });
  });

  test('`auto` without a look before the run expects nothing', () => {
    expect(decide(bare, { expect: ['auto'] }, 'none')).toMatchObject({ kind: 'satisfied' });
    expect(decide(bare, { expect: ['docker'] }, 'none')).toMatchObject({ kind: 'refused' });
  });

  test('IPv6 does not stand for IPv4, and of two backends one is enough', () => {
    const told = (...parts: readonly (readonly [string, string])[]) =>
      said(parts.map(([rules, program]) => asTold(rules, program)).join(''));
    const check = (answers: ReturnType<typeof said>) =>
      firewallProbe.plan({ unchanged: false, expect: ['docker'] }, [answers], NO_CONTEXT).kind;
    const stale = bare.replace('COMMIT', ':DOCKER - [0:0]\nCOMMIT');
    expect(check(told([bare, 'iptables-save'], [NODE, 'ip6tables-save']))).toBe('refused');
    expect(check(told([stale, 'iptables-legacy-save'], [NODE, 'iptables-nft-save']))).toBe('satisfied');
  });

  test('a comment that says so is no way to a chain', () => {
    const told = NODE.replace(
      ALLOW,
      '-A INPUT -m comment --comment "x -j OPENSHIFT-FIREWALL-ALLOW" -j KUBE-FIREWALL\n',
    );
    expect(decide(told, { expect: ['openshift'] })).toMatchObject({ kind: 'refused' });
  });
});

describe('waiting until they are back', () => {
  test.for<readonly [string, JsonObject, string, boolean, string | undefined]>([
    [
      'not yet',
      { expect: ['openshift'] },
      bare,
      true,
      'OPENSHIFT-FIREWALL-ALLOW of the table filter is not there',
    ],
    ['back, but still changing', { expect: ['auto'] }, NODE, false, 'the rules to stop changing'],
    ['back', { expect: ['auto'] }, NODE, true, undefined],
    [
      'as before, not yet',
      { unchanged: true },
      without('VXLAN incoming'),
      true,
      'lost in filter OPENSHIFT-FIREWALL-ALLOW',
    ],
    ['as before', { unchanged: true }, NODE, true, undefined],
  ])('%s', ([, params, rules, settled, lacking]) => {
    const decision = decide(rules, { converge: 90_000, ...params }, NODE, settled);
    if (lacking === undefined) expect(decision).toMatchObject({ kind: 'satisfied' });
    else {
      expect(decision).toEqual({
        kind: 'waiting',
        for: expect.stringContaining(lacking),
        everyMs: 3000,
        limitMs: 90_000,
      });
    }
  });

  test('what never comes back is named, with the way out, among what does', () => {
    const decision = decide(bare, { expect: ['docker', 'openshift'], converge: 90_000 });
    expect(decision).toMatchObject({ for: expect.stringMatching(/restart docker.*OpenShift puts it back/s) });
  });

  test('a container that has stopped is not waited for', () => {
    const [was, is] = ['docker\naaaa 2018-09-04T10:00:00Z /web\n', 'docker\n'];
    const decision = firewallProbe.plan(
      { containers: 'unchanged', converge: 90_000 },
      [answer(bare), said(is)],
      {
        ...NO_CONTEXT,
        baseline: [answer(NODE), said(was)],
      },
    );
    expect(decision).toMatchObject({ kind: 'refused', why: expect.stringContaining('web') });
  });
});

describe.each(userlands)('rr_firewall_settled under $name', (userland) => {
  /** A host whose `iptables-save` says one thing the first time and another from then on. */
  function settled(first: string, then: string): string {
    const root = temporaryFolder();
    const silent = '#!/bin/sh\nexit 0\n';
    writeFiles(root, {
      first,
      then,
      'bin/iptables-legacy-save': `#!/bin/sh\nif [ -e ${join(root, 'seen')} ]; then cat ${join(root, 'then')}; else : >${join(root, 'seen')}; cat ${join(root, 'first')}; fi\n`,
      ...Object.fromEntries(
        ['iptables-nft', 'ip6tables-legacy', 'ip6tables-nft'].map((name) => [`bin/${name}-save`, silent]),
      ),
    });
    return Buffer.from(
      ask(userland, ['rr_firewall_settled', '0'], { fakes: join(root, 'bin') }).stdout,
    ).toString();
  }

  test('the same twice, also when a service came', () => {
    const later = NODE.replace(
      ':KUBE-SERVICES -',
      ':KUBE-SEP-AAAAAAAAAAAAAAAA - [0:0]\n:KUBE-SERVICES -',
    ).replace(/\[0:0\]/g, '[7:9]');
    expect(settled(NODE, later)).toMatch(/\*filter\n[\s\S]*=end 0\n=settled yes\n$/);
  });

  test('not the same', () => {
    expect(settled(without('VXLAN incoming'), NODE)).toMatch(/VXLAN incoming[\s\S]*=settled no\n$/);
  });
});

test('what has nothing to do with before does not speak of it', () => {
  const messages = (params: JsonObject) => {
    const decision = decide(NODE, params, 'none');
    return decision.kind === 'satisfied' ? decision.messages.map(({ text }) => text) : decision.kind;
  };
  expect(messages({ expect: ['docker'] })).toEqual([]);
  expect(messages({ expect: ['auto'] })).toEqual(['there is nothing to compare with yet']);
  expect(messages({ unchanged: true })).toEqual(['there is nothing to compare with yet']);
});
