import { isTarget } from '../../clean/targets.ts';
import { unshownIn } from '../../clean/unshown.ts';
import type { OwnedTable } from '../../owners/ownership.ts';
import { isBuiltIn } from '../../text/built-in-chains.ts';
import type { Table } from '../../text/rules.ts';
import type { Found, LintContext, LintRule } from '../lint-rule.ts';

export const undeclaredTarget: LintRule = {
  id: 'FW003',
  severity: 'error',
  title: 'a jump to a chain that the table does not declare',
  why: 'the file does not load; iptables-restore --test on nft does not notice',
  fix: 'declare the chain with a line `:NAME - [0:0]`, or remove the rule',
  find: ({ rules }) => undeclaredTargets(rules),
};

/** Line by line, for a jump is refused before its chain is declared, and also where a later line takes it out again. */
function undeclaredTargets({ lines }: LintContext['rules']): readonly Found[] {
  const found: Found[] = [];
  let table = '';
  let declared = new Set<string>();
  for (const { number, content } of lines) {
    switch (content.kind) {
      case 'table':
        table = content.name;
        declared = new Set();
        break;
      case 'chain':
        declared.add(content.chain.name);
        break;
      case 'command':
        if (content.name === '-N') declared.add(content.chain ?? '');
        if (content.name === '-X') remove(declared, content.chain);
        break;
      case 'rule': {
        const { target } = content.rule;
        if (target === undefined || declared.has(target) || isTarget(target)) break;
        found.push({ line: number, message: `the table ${table} has no chain ${target} up to this line` });
      }
    }
  }
  return found;
}

/** Without a name: all of them. */
function remove(chains: Set<string>, name: string | undefined): void {
  if (name === undefined) chains.clear();
  else chains.delete(name);
}

export const brokenFrame: LintRule = {
  id: 'FW004',
  severity: 'error',
  title: 'no COMMIT, no line end, CRLF, a chain name over 28 bytes, -t in a rule',
  why: 'one of the two backends of iptables-restore, or both, refuses the file',
  fix: 'write what iptables-save would write',
  // Whatever else is wrong with the frame keeps the text from being read.
  find: ({ rules: { lines } }) => {
    const last = lines.at(-1);
    return last?.end === ''
      ? [{ line: last.number, message: 'the last line does not end in a line end' }]
      : [];
  },
};

export const bareTable: LintRule = {
  id: 'FW016',
  severity: 'error',
  title: 'a table without a rule and without a policy',
  why: 'loading the file empties this table, with what Docker and the node keep in it',
  fix: 'remove the table from the file',
  find: ({ ownership }) =>
    ownership.tables.filter(isBare).map(({ table }) => ({
      line: table.line,
      message: `the table ${table.name} says nothing but that it is empty`,
    })),
};

function isBare({ rules, chains, table }: OwnedTable): boolean {
  return (
    rules.length === 0 &&
    chains.every(({ chain, policy }) => isBuiltIn(table.name, chain.name) && policy === 'default')
  );
}

export const neededSet: LintRule = {
  id: 'FW014',
  severity: 'info',
  title: 'a rule that needs an ipset',
  why: 'if the set is not there when the file is loaded, nothing of the table is',
  fix: 'make sure the set is made before iptables.service starts',
  find: ({ rules }) => rules.tables.flatMap(setsOf),
};

function setsOf({ rules }: Table): readonly Found[] {
  return rules.flatMap(({ line, options }) => {
    const set = options.find(({ name }) => name === '--match-set' || name === '--add-set')?.values[0];
    return set === undefined ? [] : [{ line, message: `the rule needs the set ${set}` }];
  });
}

export const counted: LintRule = {
  id: 'FW009',
  severity: 'info',
  title: 'counters that are not zero',
  why: 'the file was saved from a running host, and with it what programs had put there',
  fix: 'look at what else was saved, for instance with rulerun firewall explain',
  find: ({ rules }) =>
    rules.tables.flatMap(({ name, chains, rules: ofTable }) => {
      const first = [...chains, ...ofTable]
        .filter(({ counters }) => counters !== undefined && (counters.packets > 0n || counters.bytes > 0n))
        .reduce<number | undefined>((line, item) => Math.min(line ?? item.line, item.line), undefined);
      return first === undefined
        ? []
        : [{ line: first, message: `the table ${name} has counters of a running host` }];
    }),
};

export const takenForTable: LintRule = {
  id: 'FW019',
  severity: 'warning',
  title: 'a word that iptables up to 1.8.3 takes for -t',
  // f8e5ebc5986b brought it, also to RHEL 7; 3dc433b55bbf, “xtables-restore: Fix --table parameter check”, ended it.
  why: 'iptables-restore of RHEL 7, and every other up to 1.8.3, refuses the whole file when a word begins with one dash and has a t in it, even in a comment: the host comes up without a firewall',
  fix: 'write the comment without a dash at its beginning, and a space behind a short option',
  find: ({ rules }) =>
    rules.lines.flatMap(({ number, content }) => {
      const words = content.kind === 'rule' || content.kind === 'command' ? content.rule.words : [];
      const word = words.find(({ text }) => TAKEN_FOR_TABLE.test(text));
      return word === undefined
        ? []
        : [{ line: number, message: `iptables up to 1.8.3 takes “${word.text}” for the option -t` }];
    }),
};

const TAKEN_FOR_TABLE = /^-(?!-).*t|^--t(?:a(?:b(?:le?)?)?)?$/s;

export const unshownTable: LintRule = {
  id: 'FW020',
  severity: 'error',
  title: 'a table that iptables-save could not show',
  why: 'some program has put a rule there that iptables has no words for, so what the table held is not in the file',
  fix: 'look at it with `nft list ruleset` where the file was saved, write down what belongs into the file, and remove this line',
  find: ({ rules }) =>
    unshownIn(rules.lines.map(({ text }) => text)).map((unshown) => ({
      line: unshown.line,
      message:
        unshown.missing === 'all'
          ? `the save has no ${unshown.table} table: iptables could not show it`
          : `the save has not all of the ${unshown.table} table: iptables could not show some of its chains`,
    })),
};
