import { describe, expect, test } from 'vitest';
import { said } from '../said.test-kit.ts';
import { runningRules } from './live.ts';
import { factsOfProgram } from './program.ts';
import { programWith, usualOf } from './which-program.ts';

const part = (program: string, chains: string, code = '0') =>
  `=${program}-save\n*filter\n:INPUT ACCEPT\n${chains}COMMIT\n=end ${code}\n`;
const [LEGACY, NFT, V6] = ['iptables-legacy', 'iptables-nft', 'ip6tables-nft'];
const both = said(part(LEGACY, ':MINE -\n') + part(NFT, ':OTHER -\n') + part(V6, ''));

function all(answer = both, family: 'ipv4' | 'ipv6' = 'ipv4') {
  const live = runningRules(family).read(answer);
  if (typeof live === 'string') throw new Error(live);
  return live;
}

const plainIs = (version: string) =>
  factsOfProgram('iptables').read(said(`program iptables iptables v1.8.9 ${version}\nprogram ${NFT} x\n`));

test('each family has its own programs', () => {
  expect(all().map(({ program }) => program)).toEqual([LEGACY, NFT]);
  expect(all(both, 'ipv6').map(({ program }) => program)).toEqual([V6]);
  expect(all(said(''))).toEqual([]);
});

describe('of two backends', () => {
  test.for([
    ['(nf_tables)', NFT],
    ['(legacy)', LEGACY],
    ['', LEGACY],
  ] as const)('the plain name %s means %s', ([version, program]) => {
    expect(usualOf(all(), plainIs(version))?.program).toBe(program);
  });

  test.for([
    ['MINE', LEGACY],
    ['OTHER', NFT],
    ['NEITHER', NFT],
    ['INPUT', NFT],
  ] as const)('%s is changed by %s', ([chain, program]) => {
    expect(programWith(all(), 'filter', chain, plainIs('(nf_tables)'))?.program).toBe(program);
  });
});

test('RHEL 7 has one backend under the plain name', () => {
  const live = all(said(part('iptables', '')));
  expect(usualOf(live, plainIs(''))?.program).toBe('iptables');
});

test.for([
  [said(part(LEGACY, '', '1')), 'iptables-legacy-save ended with exit code 1'],
  [said(`=${LEGACY}-save\n*filter\n`), 'ended with exit code unknown'],
  [
    said(part(LEGACY, '-A NOWHERE -j DROP\n')),
    'what iptables-legacy-save printed cannot be read: the table has no chain `NOWHERE` up to this line: -A NOWHERE -j DROP',
  ],
  [said('', 1, 'sh: broken'), 'sh: broken'],
] as const)('%#: not known', ([answer, why]) => {
  expect(runningRules('ipv4').read(answer)).toContain(why);
});
