import { appended } from '../../clean/appended.ts';
import { isIdleTwice } from '../../clean/duplicate.ts';
import { isForeign } from '../../owners/owner.ts';
import type { OwnedRule, OwnedTable } from '../../owners/ownership.ts';
import type { Rule } from '../../text/rules.ts';
import type { Found, LintRule } from '../lint-rule.ts';

/** DROP or REJECT of everything. */
function refusesAll(rule: Rule): boolean {
  return (rule.target === 'DROP' || rule.target === 'REJECT') && isUnconditional(rule);
}

/** Options that ask nothing of a packet. */
const NO_CONDITION: ReadonlySet<string> = new Set([
  '-j',
  '--jump',
  '-g',
  '--goto',
  '--comment',
  '--reject-with',
]);

function isUnconditional({ options }: Rule): boolean {
  return options.every(
    ({ name, values }) => NO_CONDITION.has(name) || (name === '-m' && values[0] === 'comment'),
  );
}

export const forwardDrop: LintRule = {
  id: 'FW005',
  severity: 'warning',
  title: 'the policy DROP of FORWARD',
  why: 'Docker since 1.13 sets it when it turns forwarding on, and administrators set it too: which it was cannot be told',
  fix: 'if it is not yours, write ACCEPT; if it is, leave it',
  find: ({ ownership }) =>
    ownership.tables.flatMap(({ chains }) =>
      chains
        .filter(({ policy }) => policy === 'undecided')
        .map(({ chain }) => ({
          line: chain.line,
          message: `the policy of ${chain.name} is ${chain.policy ?? ''}`,
        })),
    ),
};

export const installerChain: LintRule = {
  id: 'FW006',
  severity: 'warning',
  title: 'OS_FIREWALL_ALLOW is not reached',
  why: 'the ports of the node, 10250 for the kubelet and 4789 for the pod network, are closed then',
  fix: 'put `-A INPUT -j OS_FIREWALL_ALLOW` before the last REJECT or DROP',
  find: ({ ownership }) => ownership.tables.flatMap(installerJump),
};

function installerJump({ chains, rules }: OwnedTable): readonly Found[] {
  const chain = chains.find(({ owner }) => owner === 'installer')?.chain;
  if (chain === undefined) return [];
  const input = rules.map(({ rule }) => rule).filter((rule) => rule.chain === 'INPUT');
  const end = input.findIndex(refusesAll);
  const jumpAt = input.findIndex(({ target }) => target === chain.name);
  const jump = input[jumpAt];
  if (jump === undefined) return [{ line: chain.line, message: `no rule of INPUT jumps to ${chain.name}` }];
  if (end < 0 || jumpAt < end) return [];
  return [
    {
      line: jump.line,
      message: `INPUT refuses everything in line ${input[end]?.line}, before it jumps to ${chain.name}`,
    },
  ];
}

export const duplicateRule: LintRule = {
  id: 'FW007',
  severity: 'warning',
  title: 'the same rule twice in a chain',
  why: 'one of the two does nothing, or counts twice; files into which rules were saved again and again look so',
  fix: 'remove one of the two',
  find: ({ ownership }) => ownership.tables.flatMap(({ rules }) => duplicates(rules)),
};

function duplicates(rules: readonly OwnedRule[]): readonly Found[] {
  const first = new Map<string, number>();
  return rules.flatMap(({ rule, owner }) => {
    if (isForeign(owner)) return [];
    const text = appended(rule);
    const before = first.get(text);
    if (before === undefined) {
      first.set(text, rule.line);
      return [];
    }
    const what = isIdleTwice(rule, new Set()) ? 'does nothing' : 'acts a second time';
    return [{ line: rule.line, message: `the rule is the same as in line ${before} and ${what}` }];
  });
}

export const unreachable: LintRule = {
  id: 'FW017',
  severity: 'warning',
  title: 'a rule behind one that takes everything',
  why: 'no packet comes to it',
  fix: 'move it up, or remove it',
  find: ({ ownership }) => ownership.tables.flatMap(({ rules }) => behindTheEnd(rules)),
};

const ENDS: ReadonlySet<string> = new Set(['ACCEPT', 'DROP', 'REJECT', 'RETURN']);

function behindTheEnd(rules: readonly OwnedRule[]): readonly Found[] {
  const ended = new Map<string, number>();
  return rules.flatMap(({ rule, owner }) => {
    const end = ended.get(rule.chain);
    if (end === undefined) {
      if (ENDS.has(rule.target ?? '') && isUnconditional(rule)) ended.set(rule.chain, rule.line);
      return [];
    }
    if (isForeign(owner)) return [];
    return [{ line: rule.line, message: `line ${end} takes every packet of ${rule.chain} before this rule` }];
  });
}
