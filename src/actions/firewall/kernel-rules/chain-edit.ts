import type { Arrangement } from './arrange.ts';
import { type ChainRule, ruleText } from './chain-rule.ts';

/**
 * One thing to do to a chain. `at` counts the known rules before it: those whose texts the change may put or take out,
 * so that what others do to the chain meanwhile does not matter. Between two known rules it goes before the one that was
 * `next`, behind `skip` others of the same text; `''`: there was none.
 */
export type EditStep =
  | ({ readonly kind: 'put'; readonly rule: ChainRule } & Spot)
  | { readonly kind: 'cut'; readonly at: number; readonly rule: ChainRule }
  /** Takes out by specification a rule that was not there before the change. */
  | { readonly kind: 'out'; readonly rule: ChainRule };

interface Spot {
  readonly at: number;
  readonly next: string;
  readonly skip: number;
}

export interface ChainEdit {
  /** Texts of the known rules. */
  readonly known: readonly string[];
  /** The known rules of the chain before and after, in order. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly steps: readonly EditStep[];
  readonly undo: readonly EditStep[];
  /** The same steps in the words of iptables, with the numbers that hold if nobody else changes the chain. */
  readonly commands: readonly string[];
  /** All rules afterwards. */
  readonly result: readonly ChainRule[];
}

/**
 * The steps from the rules of a chain to what they are to be: first everything is put in, then what goes is taken out, so
 * that a rule which only moves is never missing.
 */
export function editChain(
  chain: string,
  live: readonly ChainRule[],
  { places, gone }: Arrangement,
): ChainEdit {
  const known = new Set(live.flatMap(({ ours, text }) => (ours && text !== undefined ? [text] : [])));
  const state: Standing[] = live.map((rule, from) => ({ rule, from }));
  const steps: EditStep[] = [];
  const back: EditStep[] = [];
  const commands: string[] = [];
  const isKnown = ({ rule: { text } }: Standing): boolean => text !== undefined && known.has(text);
  const knownTexts = (): readonly string[] => state.filter(isKnown).map(({ rule }) => rule.text ?? '');
  const spotAt = (index: number): Spot => {
    const next = state.slice(index).find(({ rule }) => rule.text !== undefined)?.rule.text ?? '';
    const gap = state.slice(0, index);
    const from = gap.findLastIndex(isKnown) + 1;
    return {
      at: gap.filter(isKnown).length,
      next,
      skip: gap.slice(from).filter(({ rule }) => rule.text === next).length,
    };
  };
  const before = knownTexts();

  for (const [index, place] of places.entries()) {
    if (place.kind === 'stay') continue;
    const { rule } = place;
    const spot = spotAt(index);
    const { at } = spot;
    steps.push({ kind: 'put', ...spot, rule });
    back.unshift(rule.text === undefined ? { kind: 'out', rule } : { kind: 'cut', at, rule });
    commands.push(`-I ${chain} ${index + 1} ${ruleText(rule)}`);
    state.splice(index, 0, { rule, from: undefined });
  }
  for (const original of gone) {
    const index = state.findIndex(({ from }) => from === original);
    const { at } = spotAt(index);
    for (const { rule } of state.splice(index, 1)) {
      steps.push({ kind: 'cut', at, rule });
      back.unshift({ kind: 'put', ...spotAt(index), rule });
      commands.push(`-D ${chain} ${index + 1}`);
    }
  }
  return {
    known: [...known],
    before,
    after: knownTexts(),
    steps,
    // What was new goes last: until then what it stood in for is back.
    undo: [...back.filter(({ kind }) => kind !== 'out'), ...back.filter(({ kind }) => kind === 'out')],
    commands,
    result: state.map(({ rule }) => rule),
  };
}

interface Standing {
  readonly rule: ChainRule;
  /** Its index before the change; undefined for what the change puts in. */
  readonly from: number | undefined;
}
