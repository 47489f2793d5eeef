import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../model/values/json.ts';
import { withDefaults } from '../../defaults.test-kit.ts';
import { changeOf, decideOn } from '../kernel-rules/round-trip.test-kit.ts';
import { iptablesChain as bareIptablesChain } from './action.ts';

const iptablesChain = withDefaults(bareIptablesChain);

const IPV4 = { backend: 'nft', family: 'ipv4' } as const;
const CHAIN = 'OPENSHIFT-ADMIN-OUTPUT-RULES';
const HEAD = '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n';

function rules(chains: Readonly<Record<string, readonly string[]>>): string {
  const declared = Object.keys(chains).map((chain) => `:${chain} - [0:0]\n`);
  const lines = Object.entries(chains).flatMap(([chain, all]) => all.map((rule) => `-A ${chain} ${rule}\n`));
  return `${HEAD}${declared.join('')}${lines.join('')}COMMIT\n`;
}

const SSH = '-p tcp -m tcp --dport 22 -j ACCEPT';
const WEB = '-p tcp -m tcp --dport 80 -j ACCEPT';
const LOG = '-d 203.0.113.0/24 -m comment --comment "audit egress" -j LOG --log-prefix "pod egress: "';

/** The chain after the change as its diff shows it; `as wanted`; or why it is refused. */
function outcome(
  chains: Readonly<Record<string, readonly string[]>>,
  params: JsonObject,
): readonly string[] | string {
  const decision = decideOn(IPV4, rules(chains), iptablesChain, { chain: CHAIN, ...params });
  if (decision.kind === 'satisfied') return 'as wanted';
  if (decision.kind === 'refused') return decision.why;
  const [diff] = changeOf(decision).diff;
  if (diff?.kind !== 'text') throw new Error('no diff');
  return (diff.after ?? '')
    .split('\n')
    .slice(0, -1)
    .map((line) => line.replace(/^-A \S+ /, ''));
}

describe('the content', () => {
  test.for<readonly [string, readonly string[], JsonObject, readonly string[] | 'as wanted']>([
    ['as it is', [LOG], { rules: [LOG] }, 'as wanted'],
    ['as it is, in other words', [SSH], { rules: ['--protocol tcp --dport ssh --jump ACCEPT'] }, 'as wanted'],
    ['nothing, and so it is', [], { rules: [] }, 'as wanted'],
    ['filled again', [], { rules: [LOG, SSH] }, [LOG, SSH]],
    ['in another order', [SSH, LOG], { rules: [LOG, SSH] }, [LOG, SSH]],
    ['one too many', [SSH, LOG], { rules: [LOG] }, [LOG]],
    ['one too many may stay', [SSH, LOG], { rules: [LOG], state: 'present' }, 'as wanted'],
    ['one more among others', [WEB, SSH], { rules: [SSH, LOG], state: 'present' }, [WEB, SSH, LOG]],
    [
      'before what ends the chain',
      [WEB, '-j REJECT'],
      { rules: [SSH], state: 'present' },
      [WEB, SSH, '-j REJECT'],
    ],
    ['twice there, wanted once', [SSH, SSH], { rules: [SSH] }, [SSH]],
    ['emptied', [SSH, LOG], { rules: [] }, []],
  ])('%s', ([, there, params, result]) => {
    expect(outcome({ [CHAIN]: there }, params)).toEqual(result);
  });

  test.for<readonly [readonly string[], readonly string[], readonly string[] | 'as wanted']>([
    [['-j RETURN'], [SSH], [SSH, '-j RETURN']],
    [['-j RETURN'], [SSH, '-j RETURN'], [SSH, '-j RETURN']],
    [[SSH, '-j RETURN'], [SSH], 'as wanted'],
    [[SSH], [SSH], 'as wanted'],
    [['-j RETURN'], [], 'as wanted'],
    [
      [WEB, '-j RETURN'],
      ['-s 10.0.0.0/8 -j DROP', '-j DROP'],
      ['-s 10.0.0.0/8 -j DROP', '-j DROP', '-j RETURN'],
    ],
  ])('the RETURN of Docker stays the last: %j, %j', ([there, wanted, result]) => {
    expect(outcome({ 'DOCKER-USER': there }, { chain: 'DOCKER-USER', rules: wanted })).toEqual(result);
  });
});

describe('a chain that is not there', () => {
  test.for<readonly [JsonObject, readonly string[] | string]>([
    [{ rules: [SSH] }, `the chain ${CHAIN} is not there, and only OpenShift makes it`],
    [{ rules: [SSH], create: true }, `the chain ${CHAIN} is not there, and only OpenShift makes it`],
    [
      { chain: 'DOCKER-USER', rules: [], create: true },
      'the chain DOCKER-USER is not there, and only Docker makes it',
    ],
    [{ chain: 'MINE', rules: [SSH] }, 'there is no chain MINE for one rule'],
    [{ chain: 'MINE', rules: [SSH], create: true }, [SSH]],
    [{ chain: 'MINE', rules: [], create: true }, []],
  ])('%j', ([params, result]) => {
    expect(outcome({}, params)).toEqual(result);
  });
});

test.for<readonly [Readonly<Record<string, readonly string[]>>, JsonObject, string]>([
  [{ DOCKER: [] }, { chain: 'DOCKER', rules: [] }, 'DOCKER is a chain of Docker'],
  [{ 'KUBE-FIREWALL': [] }, { chain: 'KUBE-FIREWALL', rules: [] }, 'KUBE-FIREWALL is a chain of the kubelet'],
  [{}, { chain: 'INPUT', rules: [] }, 'INPUT is a chain of the kernel'],
  [{ [CHAIN]: [] }, { rules: ['-j NOWHERE'] }, 'a rule leads to NOWHERE, and there is no such chain'],
  [{ [CHAIN]: [] }, { rules: [SSH, '-p tcp --dport 22 -j ACCEPT'] }, 'rule 2 does the same as rule 1'],
  [{ [CHAIN]: [] }, { rules: ['-s gate -j DROP'] }, `rule 1 of ${CHAIN} has the name gate`],
  [{ [CHAIN]: [] }, { rules: [SSH, '-A INPUT -j DROP'] }, `rule 2 of ${CHAIN}: a rule has one \`-A\``],
  [{ [CHAIN]: [] }, { rules: [SSH, '-t nat -j DROP'] }, `rule 2 of ${CHAIN}`],
  [{ [CHAIN]: [] }, { rules: ['-j DROP\n-F'] }, `rule 1 of ${CHAIN} has more than one line`],
  [
    { [CHAIN]: [] },
    { rules: ['-m comment --comment "x'] },
    `rule 1 of ${CHAIN}: this double quote is never closed`,
  ],
])('%#: refused', ([chains, params, why]) => {
  expect(outcome(chains, params)).toContain(why);
});

test('the change says what it does in the words of iptables', () => {
  const change = changeOf(
    decideOn(IPV4, rules({ [CHAIN]: [SSH] }), iptablesChain, { chain: CHAIN, rules: [LOG] }),
  );
  expect(
    change.apply.map((operation) => 'script' in operation && operation.script.split('\n', 1)[0]),
  ).toEqual([`# iptables-nft -w -t filter -I ${CHAIN} 2 ${LOG}; -D ${CHAIN} 1`]);
  expect(change).toMatchObject({ proof: 'ask-again', undo: { kind: 'possible' }, preserve: [] });
});
