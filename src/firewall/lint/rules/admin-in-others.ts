import { isForeign, ownerName } from '../../owners/owner.ts';
import type { OwnedRule, OwnedTable, Ownership } from '../../owners/ownership.ts';
import type { LintRule } from '../lint-rule.ts';

/** Interfaces that Docker and OpenShift make; a FORWARD rule about one belongs where they leave room for it. */
const DOCKER_INTERFACE = /^(?:docker0|docker_gwbridge|br-[0-9a-f]{12})$/;
const SDN_INTERFACE = /^(?:tun0|lbr0|vovsbr)$/;

export const amongOthers: LintRule = {
  id: 'FW010',
  severity: 'warning',
  title: 'an administrator’s rule in FORWARD about containers or pods',
  why: 'Docker and the node put their rules in front of it when they start, and it is then never asked',
  fix: 'put it into the chain that is named for it, or where none is, in front again after each start',
  find: ({ ownership }) =>
    ownership.tables
      .filter(({ table }) => table.name === 'filter')
      .flatMap(({ rules }) =>
        rules.flatMap(({ rule, owner }) => {
          if (owner !== 'admin' || rule.chain !== 'FORWARD') return [];
          const advice = interfacesOf(rule.options).flatMap((name) => adviceFor(name, ownership))[0];
          return advice === undefined ? [] : [{ line: rule.line, message: advice }];
        }),
      ),
};

/** Where a rule about an interface belongs, with the software that the text tells of; nothing for nobody's interface. */
function adviceFor(name: string, ownership: Ownership): readonly string[] {
  if (DOCKER_INTERFACE.test(name)) return [`the rule is about ${name}: ${dockersPlace(ownership)}`];
  if (!SDN_INTERFACE.test(name)) return [];
  // OpenVPN calls its interface tun0 too.
  if (name === 'tun0' && !ownership.tables.some(isOpenshifts)) return [];
  return [`the rule is about ${name}: OPENSHIFT-ADMIN-OUTPUT-RULES is the place for it`];
}

function isOpenshifts({ chains, rules }: OwnedTable): boolean {
  return [...chains, ...rules].some(({ owner }) => owner === 'openshift' || owner === 'installer');
}

/** DOCKER-ISOLATION came with 1.10, and DOCKER-USER with 17.06: a text that begins with the former lacks the latter. */
function dockersPlace({ docker }: Ownership): string {
  if (docker?.from !== '1.10') return 'DOCKER-USER is the place for it';
  return 'Docker up to 17.05 has no chain for it: insert it again after each start of Docker, or keep it in a chain of your own that FORWARD jumps to first';
}

function interfacesOf(options: OwnedRule['rule']['options']): readonly string[] {
  return options
    .filter(({ name }) => /^(?:-i|-o|--in-interface|--out-interface)$/.test(name))
    .map(({ values }) => values[0] ?? '');
}

export const contentForLater: LintRule = {
  id: 'FW012',
  severity: 'warning',
  title: 'an administrator’s rule in a chain that a program makes',
  why: 'the program makes the chain anew, and what the file loaded into it is behind the program’s rules or gone',
  fix: 'apply it after the program has started, and keep it out of the file',
  find: ({ ownership }) =>
    inForeignChains(ownership.tables).flatMap(({ rule, owner }) =>
      owner === 'admin'
        ? [{ line: rule.line, message: `the rule belongs into ${rule.chain} after that is made` }]
        : [],
    ),
};

export const leaningRule: LintRule = {
  id: 'FW013',
  severity: 'error',
  title: 'an administrator’s rule that jumps to a program’s chain',
  why: 'when the file is loaded at boot the chain is not there, and without it the file does not load',
  fix: 'remove the rule, or write out what it wants of the chain',
  find: ({ ownership }) =>
    ownership.tables.flatMap(({ chains, rules }) => {
      const foreign = new Map(
        chains.filter(({ owner }) => isForeign(owner)).map(({ chain, owner }) => [chain.name, owner]),
      );
      return rules.flatMap(({ rule, owner }) => {
        const of = foreign.get(rule.target ?? '');
        if (of === undefined || isForeign(owner) || foreign.has(rule.chain)) return [];
        return [
          { line: rule.line, message: `the rule jumps to ${rule.target ?? ''}, a chain of ${ownerName(of)}` },
        ];
      });
    }),
};

export const addedToDocker: LintRule = {
  id: 'FW018',
  severity: 'warning',
  title: 'a rule in a chain of Docker’s that Docker does not write',
  why: 'Docker writes no comments: somebody added it by hand, and it is lost when Docker makes its chains again',
  fix: 'put it into DOCKER-USER, which Docker has since 17.06; before that, insert it again after each start of Docker',
  find: ({ ownership }) =>
    inForeignChains(ownership.tables).flatMap(({ rule, owner }) =>
      owner === 'docker' && rule.comment !== undefined
        ? [{ line: rule.line, message: `the rule in ${rule.chain} has the comment “${rule.comment}”` }]
        : [],
    ),
};

function inForeignChains(tables: readonly OwnedTable[]): readonly OwnedRule[] {
  return tables.flatMap(({ chains, rules }) => {
    const foreign = new Set(chains.filter(({ owner }) => isForeign(owner)).map(({ chain }) => chain.name));
    return rules.filter(({ rule }) => foreign.has(rule.chain));
  });
}
