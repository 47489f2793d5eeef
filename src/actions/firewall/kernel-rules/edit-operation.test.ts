import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rounds } from '../../../../test/rounds.ts';
import { userlands } from '../../../probes/asking.test-kit.ts';
import { arrange } from './arrange.ts';
import { editChain } from './chain-edit.ts';
import { ruleText } from './chain-rule.ts';
import { type ChainPlace, editOperation, undoOperation } from './edit-operation.ts';
import { KERNELS, programOf } from './kernel.test-kit.ts';
import { asLive, asWanted, printed } from './model-kernel.test-kit.ts';
import { inTurn, type Kernel } from './round-trip.test-kit.ts';

const SHELLS = userlands
  .filter(({ name }) => name !== 'busybox alone')
  .map(({ name, shell }) => [name, shell.join(' ')] as const);
/** Each shell with one backend, and the other backend with one shell. */
const CASES = KERNELS.flatMap((backend, index) =>
  SHELLS.slice(0, index === 0 ? SHELLS.length : 1).map(([name, shell]): readonly [string, Kernel] => [
    `${backend}, ${name}`,
    { backend, family: 'ipv4', shell },
  ]),
);

const HEAD = '*filter\n:INPUT ACCEPT\n:FORWARD ACCEPT\n:OUTPUT ACCEPT\n:KUBE-A -\n:KUBE-B -\n';
const fileOf = (lines: readonly string[]) => `${HEAD}${lines.map((line) => `${line}\n`).join('')}COMMIT\n`;
const inputOf = (saved: string) => saved.split('\n').filter((line) => line.startsWith('-A INPUT'));

const RULES = [
  '-p tcp --dport 1 -j ACCEPT',
  '-p tcp --dport 2 -j ACCEPT',
  '-p udp -m comment --comment "it\\\'s \\"a\\" \\\\ * ? [x] $y `z`" -j ACCEPT',
  '-s 10.0.0.0/8 -j DROP',
  '-j REJECT',
];
const OTHERS = ['-i docker0 -j ACCEPT', '-m comment --comment x -j KUBE-A', '-j KUBE-B'];

function edit(
  place: ChainPlace,
  before: readonly string[],
  wanted: readonly string[],
  removeUnwanted = true,
) {
  const live = asLive(before);
  const found = editChain(
    'INPUT',
    live,
    arrange(live, { rules: asWanted(wanted), removeUnwanted, end: live.length }),
  );
  return { edit: found, apply: editOperation(place, found, false), undo: undoOperation(place, found, false) };
}

describe.each(CASES)('%s', (_, kernel) => {
  const place = { program: programOf(kernel.backend, kernel.family), table: 'filter', chain: 'INPUT' };

  test('any change does in the kernel what it does in the model, and goes back', () => {
    const live = fc
      .array(fc.constantFrom(...RULES, ...OTHERS), { maxLength: 7 })
      .map((all) => all.map(printed));
    fc.assert(
      fc.property(live, fc.shuffledSubarray(RULES), fc.boolean(), (before, wanted, removeUnwanted) => {
        const { edit: found, apply, undo } = edit(place, before, wanted, removeUnwanted);
        const states = inTurn(kernel, fileOf(before), [[apply], [undo], [undo]]).map(inputOf);
        const after = found.result.map((rule) => rule.text ?? printed(ruleText(rule)));
        expect(states[0]).toEqual(before);
        expect(states[1]).toEqual(after);
        expect(states[2]).toEqual(before);
        expect(states[3]).toEqual(before);
      }),
      { numRuns: rounds(6) },
    );
  });

  const BEFORE = [OTHERS[2] ?? '', RULES[0] ?? '', OTHERS[0] ?? '', RULES[3] ?? ''].map(printed);
  const WANTED = [RULES[3] ?? '', RULES[1] ?? '', RULES[4] ?? ''];

  test('words with quotes and signs of the shell arrive as they are', () => {
    const { apply, undo } = edit(place, [], RULES);
    const states = inTurn(kernel, fileOf([]), [[apply], [undo]]).map(inputOf);
    expect(states).toEqual([[], RULES.map(printed), []]);
  });

  test('rules of others that come and go meanwhile stay as they are', () => {
    const { apply, undo } = edit(place, BEFORE, WANTED);
    const come = `${place.program} -I INPUT 1 -i docker0 -p udp -j DROP; ${place.program} -D INPUT -j KUBE-B`;
    const states = inTurn(kernel, fileOf(BEFORE), [come, [apply], [undo]]).map(inputOf);
    expect(states[3]).toEqual(states[1]);
    expect(states[2]?.filter((line) => line.includes('docker0'))).toEqual(
      states[1]?.filter((line) => line.includes('docker0')),
    );
  });

  test('between two equal rules of others it goes back to its place', () => {
    const before = [OTHERS[1] ?? '', RULES[0] ?? '', OTHERS[1] ?? ''].map(printed);
    const { apply, undo } = edit(place, before, []);
    const states = inTurn(kernel, fileOf(before), [[apply], [undo]]).map(inputOf);
    expect([states[1]?.length, states[2]]).toEqual([2, before]);
  });

  test.for([
    [
      'a rule of the administrator went',
      '-D INPUT -p tcp --dport 1 -j ACCEPT',
      'have changed since they were looked at',
    ],
    ['the new rule came', '-A INPUT -p tcp --dport 2 -j ACCEPT', 'has this rule meanwhile'],
  ])('nothing is done when %s meanwhile', ([, command, why]) => {
    const { apply } = edit(place, BEFORE, [...WANTED.slice(1), ...WANTED.slice(0, 1)]);
    const script = `${place.program} ${command}`;
    expect(() => inTurn(kernel, fileOf(BEFORE), [script, [apply]])).toThrow(why);
  });

  test('an undo that finds the chain at none of its steps leaves it alone', () => {
    const { apply, undo } = edit(place, BEFORE, WANTED);
    const script = `${place.program} -D INPUT -s 10.0.0.0/8 -j DROP`;
    expect(() => inTurn(kernel, fileOf(BEFORE), [[apply], script, [undo]])).toThrow(
      'neither as before the change nor as after it',
    );
  });

  test('a rule that iptables refuses is said, and what was done before it goes back', () => {
    const { apply, undo } = edit(place, BEFORE, [...WANTED, '-p tcp -j REJECT --reject-with nonsense']);
    expect(() => inTurn(kernel, fileOf(BEFORE), [[apply]])).toThrow('refuses to put this into INPUT');
    const partly = { ...apply, ...('script' in apply ? { script: `( ${apply.script}\n) || :` } : {}) };
    const states = inTurn(kernel, fileOf(BEFORE), [[partly], [undo]]).map(inputOf);
    expect(states[1]).not.toEqual(BEFORE);
    expect(states[2]).toEqual(BEFORE);
  });

  test('a chain that is made is gone after the undo, and the undo of nothing is nothing', () => {
    const own = { ...place, chain: 'MINE' };
    const live = asLive([]);
    const rules = asWanted(RULES);
    const found = editChain('MINE', live, arrange(live, { rules, removeUnwanted: true, end: 0 }));
    const [apply, undo] = [editOperation(own, found, true), undoOperation(own, found, true)];
    const states = inTurn(kernel, fileOf(BEFORE), [[undo], [apply], [undo], [undo]]);
    expect(states[2]?.match(/^-A MINE/gm)?.length).toBe(RULES.length);
    expect([states[1], states[3], states[4]]).toEqual([states[0], states[0], states[0]]);
  });

  test('input that is cut off is no end', () => {
    const { apply } = edit(place, BEFORE, WANTED);
    const cut = 'stdin' in apply ? { ...apply, stdin: apply.stdin?.slice(0, -2) ?? '' } : apply;
    expect(() => inTurn(kernel, fileOf(BEFORE), [[cut]])).toThrow('did not arrive whole');
  });
});

test.runIf(KERNELS.length === 0)('no kernel is tried here: see the reason above', ({ skip }) =>
  skip('no iptables'),
);
