import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrange } from './arrange.ts';
import { type ChainEdit, editChain } from './chain-edit.ts';
import { ruleText } from './chain-rule.ts';
import {
  asLive,
  asWanted,
  isForeign,
  type ModelChain,
  printed,
  step,
  undo,
} from './model-kernel.test-kit.ts';

const RUNS = Number(process.env['RULERUN_FIREWALL_RUNS'] ?? 300);

const OURS = [1, 2, 3, 4, 5]
  .map((port) => `-p tcp --dport ${port} -j ACCEPT`)
  .concat('-j REJECT', '-s 10.0.0.0/8 -j DROP');
const OTHERS = [
  '-i docker0 -j ACCEPT',
  '-i docker0 -p udp -j DROP',
  '-m comment --comment x -j KUBE-A',
  '-j KUBE-B',
];

const chainOf = (rules: readonly string[]): ModelChain => rules.map(printed);
const liveChain = fc
  .array(fc.constantFrom(...OURS, ...OURS, ...OTHERS), { maxLength: 10 })
  .map((rules) => chainOf(rules));
const wish = fc.record({
  rules: fc.shuffledSubarray(OURS),
  removeUnwanted: fc.boolean(),
});

function plan(
  chain: ModelChain,
  { rules, removeUnwanted }: { rules: readonly string[]; removeUnwanted: boolean },
): ChainEdit {
  const live = asLive(chain);
  return editChain(
    'INPUT',
    live,
    arrange(live, { rules: asWanted(rules), removeUnwanted, end: live.length }),
  );
}

const ours = (chain: ModelChain) => chain.filter((line) => !isForeign(line));
const others = (chain: ModelChain) => chain.filter(isForeign);
const isWithin = (wanted: readonly string[], there: readonly string[]) => {
  let next = 0;
  for (const line of there) if (line === wanted[next]) next += 1;
  return next === wanted.length;
};

describe('for any chain and any wish', () => {
  test('it comes out as wanted, nobody else is touched, and nothing that stays is ever missing', () => {
    fc.assert(
      fc.property(liveChain, wish, (before, wanted) => {
        const edit = plan(before, wanted);
        const chain = [...before];
        const keep = new Set(before.filter((line) => edit.result.some(({ text }) => text === line)));
        for (const each of edit.steps) {
          step(chain, edit.known, each);
          expect([...keep].filter((line) => !chain.includes(line))).toEqual([]);
        }
        expect(chain).toEqual(edit.result.map((rule) => rule.text ?? printed(ruleText(rule))));
        if (wanted.removeUnwanted) expect(ours(chain)).toEqual(chainOf(wanted.rules));
        expect(isWithin(chainOf(wanted.rules), chain)).toBe(true);
        expect(others(chain)).toEqual(others(before));
        expect(plan(chain, wanted).steps).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test('an undo goes back to the former text from wherever it stopped, and twice is once', () => {
    fc.assert(
      fc.property(liveChain, wish, fc.nat(20), (before, wanted, done) => {
        const edit = plan(before, wanted);
        const chain = [...before];
        for (const each of edit.steps.slice(0, done)) step(chain, edit.known, each);
        undo(chain, edit);
        expect(chain).toEqual(before);
        undo(chain, edit);
        expect(chain).toEqual(before);
      }),
      { numRuns: RUNS },
    );
  });

  test('others may put in and take out theirs at any time', () => {
    const theirs = fc.array(fc.tuple(fc.nat(12), fc.constantFrom(undefined, ...OTHERS)), { maxLength: 4 });
    const meddle = (chain: ModelChain, changes: readonly (readonly [number, string | undefined])[]) => {
      for (const [at, rule] of changes) {
        if (rule !== undefined) chain.splice(at, 0, printed(rule));
        else if (isForeign(chain[at] ?? '')) chain.splice(at, 1);
      }
    };
    fc.assert(
      fc.property(liveChain, wish, theirs, theirs, (before, wanted, first, second) => {
        const edit = plan(before, wanted);
        const chain = [...before];
        meddle(chain, first);
        for (const each of edit.steps) step(chain, edit.known, each);
        expect(isWithin(chainOf(wanted.rules), chain)).toBe(true);
        meddle(chain, second);
        const left = others(chain);
        undo(chain, edit);
        expect(ours(chain)).toEqual(ours(before));
        expect(others(chain)).toEqual(left);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('where a missing rule goes', () => {
  const SSH = '-p tcp --dport 1 -j ACCEPT';
  const WEB = '-p tcp --dport 2 -j ACCEPT';
  const KUBE = '-j KUBE-B';
  const DOCKER = '-i docker0 -j ACCEPT';
  const END = '-j REJECT';
  test.for<readonly [string, readonly string[], readonly string[], readonly string[]]>([
    ['before the end of the chain', [KUBE, END], [SSH], [KUBE, SSH, END]],
    ['behind everything without an end', [KUBE], [SSH], [KUBE, SSH]],
    ['behind the one before it', [SSH, KUBE, END], [SSH, WEB, END], [SSH, WEB, KUBE, END]],
    ['before the one behind it', [KUBE, WEB, END], [SSH, WEB], [KUBE, SSH, WEB, END]],
    ['an end goes behind everybody', [SSH, KUBE, DOCKER], [SSH, END], [SSH, KUBE, DOCKER, END]],
    ['an end alone too', [KUBE, DOCKER], [END], [KUBE, DOCKER, END]],
    ['what comes before a new end too', [KUBE, DOCKER], [SSH, END], [KUBE, DOCKER, SSH, END]],
    ['an end that stands too early', [END, SSH, KUBE], [SSH, END], [SSH, KUBE, END]],
    ['into nothing', [], [SSH, WEB, END], [SSH, WEB, END]],
  ])('%s', ([, live, wanted, result]) => {
    const edit = plan(chainOf(live), { rules: wanted, removeUnwanted: false });
    expect(edit.result.map((rule) => rule.text ?? printed(ruleText(rule)))).toEqual(chainOf(result));
  });
});
