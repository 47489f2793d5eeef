import type { Answer, Observation } from '../../model/action.ts';
import { answerAt } from '../answer.ts';
import { askFrame, type Program } from '../kernel-rules/ask.ts';
import { blindTo, readSaves } from '../kernel-rules/saves.ts';
import { unitName } from './unit-name.ts';

/** The programs whose tables a unit of iptables-services empties. */
const EMPTIED: ReadonlyMap<string, Program> = new Map([
  ['iptables.service', 'iptables'],
  ['ip6tables.service', 'ip6tables'],
]);

/** Asks whether the running rules can be copied whole before the unit empties them; nothing where it empties none. */
export function questionsOfCopy(name: string, state: string | undefined): readonly Observation[] {
  const program = state === undefined ? undefined : EMPTIED.get(unitName(name));
  return program === undefined ? [] : [askFrame(program)];
}

/** Why the rules that run would not come back from a copy; undefined: they would. @param answers the last is that to `questionsOfCopy` */
export function obstacleToCopy(
  name: string,
  state: string | undefined,
  answers: readonly Answer[],
): { readonly why: string; readonly hint: string } | undefined {
  if (questionsOfCopy(name, state).length === 0) return undefined;
  const saves = readSaves(answerAt(answers, answers.length - 1));
  const lost = 'what it holds would be lost and not come back';
  if (typeof saves === 'string') return { why: `${LOST}: ${saves}`, hint: CHECK };
  const trouble = saves.find((save) => save.trouble !== undefined)?.trouble;
  if (trouble !== undefined) return { why: `${LOST}: ${trouble}`, hint: CHECK };
  const blind = saves.flatMap((save) => blindTo(save) ?? [])[0];
  return blind && { why: `${blind.why}; ${lost}`, hint: blind.hint };
}

const LOST = 'the running rules cannot be copied, so they would not come back';
const CHECK = 'check with `iptables-save` on the host';
