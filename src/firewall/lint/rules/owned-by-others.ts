import { isForeign, type Owner, ownerName } from '../../owners/owner.ts';
import { sayReason } from '../../owners/reason.ts';
import type { Found, LintContext, LintRule } from '../lint-rule.ts';

const HOST_PROGRAMS: readonly Owner[] = ['firewalld', 'libvirt'];

function linesOf({ ownership }: LintContext, wanted: (owner: Owner) => boolean): readonly Found[] {
  return ownership.tables.flatMap(({ chains, rules }) => [
    ...chains
      .filter(({ owner }) => wanted(owner))
      .map(({ chain, owner }) => ({
        line: chain.line,
        message: `the chain ${chain.name} is of ${ownerName(owner)}`,
      })),
    ...rules
      .filter(({ owner }) => wanted(owner))
      .map(({ rule, owner, reason }) => ({
        line: rule.line,
        message:
          reason.kind === 'inside' ? `the rule is ${sayReason(owner, reason)}` : sayReason(owner, reason),
      })),
  ]);
}

const TAKE_OUT = 'take it out, for instance with rulerun firewall clean';

export const ownedByDocker: LintRule = {
  id: 'FW001',
  severity: 'error',
  title: 'a chain or rule of Docker in the file',
  why: 'Docker makes its rules when it starts; what the file loads is out of date by then, and comes in the wrong place',
  fix: TAKE_OUT,
  find: (context) => linesOf(context, (owner) => owner === 'docker'),
};

export const ownedByCluster: LintRule = {
  id: 'FW002',
  severity: 'error',
  title: 'a chain or rule of OpenShift, Kubernetes or a pod network in the file',
  why: 'the node makes its rules again by itself; old ones send packets to pods and services that are gone',
  fix: TAKE_OUT,
  find: (context) =>
    linesOf(context, (owner) => isForeign(owner) && owner !== 'docker' && !HOST_PROGRAMS.includes(owner)),
};

export const ownedByHost: LintRule = {
  id: 'FW011',
  severity: 'warning',
  title: 'a chain or rule of firewalld or libvirt in the file',
  why: 'two programs then keep the same rules, and the one that starts last wins',
  fix: TAKE_OUT,
  find: (context) => linesOf(context, (owner) => HOST_PROGRAMS.includes(owner)),
};

export const unknownOwner: LintRule = {
  id: 'FW015',
  severity: 'warning',
  title: 'a chain or rule whose owner cannot be told',
  why: 'it may be a program’s that is not known here; the file cannot be cleaned before somebody says',
  fix: 'find out what makes it, and say whose it is, or take it out by hand',
  find: ({ ownership }) =>
    ownership.tables.flatMap(({ chains, rules }) => [
      ...chains
        .filter(({ owner }) => owner === 'unknown')
        .map(({ chain, owner, reason }) => ({
          line: chain.line,
          message: `the chain ${chain.name}: ${sayReason(owner, reason)}`,
        })),
      ...rules
        .filter(({ owner, reason }) => owner === 'unknown' && reason.kind !== 'inside')
        .map(({ rule, owner, reason }) => ({
          line: rule.line,
          message: `the rule ${sayReason(owner, reason)}`,
        })),
    ]),
};
