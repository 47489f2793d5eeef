import { type Mistake, type Mistakes, wrong } from '../mistakes.ts';
import { contentOf, type OpenTable } from '../open-table.ts';
import type { Rule } from '../rules.ts';
import { declareNew, deleteChain, deleteChains, flush, setPolicy, zero } from './change-chains.ts';
import { deleteRule, insertRule, replaceRule } from './change-rules.ts';
import type { ReadCommand } from './check-command.ts';
import { addsRule } from './names.ts';
import { isSeveral } from './several.ts';

/** Carries out one line on what the table is so far, as iptables-restore does; says where that would refuse it. */
export function applyCommand(command: ReadCommand, rule: Rule, table: OpenTable, mistakes: Mistakes): void {
  if (addsRule(command.name) && isSeveral(rule)) table.uncounted.add(rule.chain);
  if (command.name === '-A') {
    contentOf(table, rule.chain).push(rule);
    return;
  }
  table.inOrder = false;
  if (table.effort < 0) return;
  const mistake = carryOut(command, rule, table);
  if (mistake !== undefined) mistakes.add(command.at, mistake);
  if (table.effort < 0) mistakes.add(command.at, TOO_MANY);
}

const TOO_MANY: Mistake = wrong(
  'too-many-commands',
  'the commands up to this line change too many rules too often; those behind it are not read',
  'write the rules as they are meant to be, with `-A` and in their order',
);

function carryOut(command: ReadCommand, rule: Rule, table: OpenTable): Mistake | undefined {
  const { name, chain, number, policy } = command;
  switch (name) {
    case '-I':
      return insertRule(rule, number, table);
    case '-R':
      return replaceRule(rule, number ?? 0, table);
    case '-D':
      return deleteRule(rule, number, table);
    case '-N':
      return declareNew(chain ?? '', rule, table);
    case '-X':
      return chain === undefined ? deleteChains(table) : deleteChain(chain, table);
    case '-P':
      return setPolicy(chain ?? '', policy ?? '', rule, table);
    case '-F':
      return flush(chain, table);
    default:
      return zero(chain, number, table);
  }
}
