import fc from 'fast-check';
import { BUILT_IN_CHAINS } from './text/built-in-chains.ts';
import { quoteWord } from './text/quote.ts';

/** From the environment: few, so that all tests stay quick, or very many. */
export const RUNS: number = Number(process.env['RULERUN_FIREWALL_RUNS'] ?? 300);

/** How many texts of any kind are read; the heavy suite says a million. */
export const FUZZ: number = Number(process.env['RULERUN_FIREWALL_FUZZ'] ?? RUNS);

/** Very many need their time. */
export const RUN_TIME: { readonly timeout: number } = { timeout: 60_000 + 20 * RUNS + FUZZ };

const letters = fc.string({ unit: fc.constantFrom(...'abXY09-_'), minLength: 1, maxLength: 8 });

/** What a word can hold: anything but a line end, a zero byte, and what no file in UTF-8 has. */
export const wordText: fc.Arbitrary<string> = fc.oneof(
  letters,
  fc
    .string({
      unit: fc.oneof(fc.constantFrom(...' "\\\'!-#*:[]\t'), fc.string({ unit: 'grapheme', maxLength: 1 })),
      maxLength: 20,
    })
    .filter((text) => !/[\n\0\r]/.test(text)),
);

/** The ways to write a word, which all read the same. */
function written(text: string): fc.Arbitrary<string> {
  const quoted = `"${text.replace(/["\\]/g, '\\$&')}"`;
  const half = `${text.slice(0, 1)}"${text.slice(1).replace(/["\\]/g, '\\$&')}"`;
  return fc.constantFrom(
    quoteWord(text),
    quoted,
    ...(/^[^ \t"]+$/.test(text) ? [text] : []),
    ...(/^[^ \t"]/.test(text) ? [half] : []),
  );
}

const space = fc.constantFrom(' ', ' ', ' ', '  ', '\t', ' \t ');

/** One option, as text. */
const option: fc.Arbitrary<string> = fc.oneof(
  wordText.chain(written).map((text) => `-m comment --comment ${text}`),
  fc
    .tuple(fc.constantFrom('', '! '), fc.constantFrom('tcp', 'udp', '47'))
    .map(([not, name]) => `-m mark ${not}--mark 0x${name.length}`),
  fc.nat(65_535).map((length) => `-m length ! --length ${length}`),
  fc.constant('-m state --state NEW,RELATED'),
  fc.constant('-m addrtype --dst-type LOCAL'),
);

const header: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('', '-s 192.0.2.1/32 ', '-s 192.0.2.1 ', '! -d 10.0.0.0/8 ', '-d 198.51.100.0/24 '),
    fc.constantFrom('', '-p tcp ', '--protocol udp ', '! -p icmp '),
  )
  .map((parts) => parts.join(''));

const counters = fc.oneof(
  fc.constant(''),
  fc.tuple(fc.bigInt(0n, 2n ** 64n - 1n), fc.nat()).map(([packets, bytes]) => `[${packets}:${bytes}] `),
);

function rule(chains: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(
      counters,
      fc.constantFrom(...chains),
      header,
      fc.array(option, { maxLength: 3 }),
      fc.constantFrom('-j ACCEPT', '-j RETURN', ''),
      space,
    )
    .map(
      ([counted, chain, head, options, target, gap]) =>
        `${counted}-A ${chain}${gap}${[head.trim(), ...options, target].filter((part) => part !== '').join(gap)}`,
    );
}

const between = fc.oneof(
  fc.constant(''),
  fc.string({ maxLength: 10 }).map((text) => `#${text.replaceAll('\n', '')}`),
);

function table(name: string): fc.Arbitrary<string> {
  const builtIn = BUILT_IN_CHAINS.get(name) ?? [];
  return fc
    .uniqueArray(
      letters.map((text) => `U${text}`),
      { maxLength: 3 },
    )
    .chain((chains) =>
      fc
        .tuple(
          fc.array(between, { maxLength: 2 }),
          fc.constantFrom('ACCEPT', 'DROP', '-'),
          fc.array(
            fc.oneof(
              { weight: 4, arbitrary: rule([...builtIn, ...chains]) },
              { weight: 1, arbitrary: between },
            ),
            { maxLength: 12 },
          ),
        )
        .map(([before, policy, lines]) => [
          ...before,
          `*${name}`,
          ...builtIn.map((chain) => `:${chain} ${policy} [1:2]`),
          ...chains.map((chain) => `:${chain} - [0:0]`),
          ...lines,
          'COMMIT',
        ])
        .map((lines) => lines.map((line) => `${line}\n`).join('')),
    );
}

/** Texts that iptables-restore takes, in the ways people and programs write them. */
export const rulesText: fc.Arbitrary<string> = fc
  .subarray([...BUILT_IN_CHAINS.keys()])
  .chain((names) => fc.tuple(...names.map(table)))
  .map((tables) => tables.join(''));

const PIECES = [
  '*filter\n',
  '*nat',
  ':INPUT',
  ' ACCEPT',
  ' - [0:0]\n',
  '[1:2] ',
  '-A INPUT',
  '-A ',
  ' -j ',
  'ACCEPT',
  ' ! ',
  '"',
  '\\',
  '\n',
  'COMMIT\n',
  '\r\n',
  '\0',
  ' --comment ',
  '#',
  ' -t',
  '-',
  '--',
  '=',
  '\uFEFF',
  '\uD800',
  ' -c 1',
  ' -s',
  ' -i ',
];

/** What is no rules text, or only almost. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join('')),
  fc
    .tuple(
      rulesText,
      fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.oneof(fc.constant(''), fc.constantFrom(...PIECES))), {
        minLength: 1,
        maxLength: 3,
      }),
    )
    .map(([text, damages]) =>
      damages.reduce((damaged, [at, gone, piece]) => {
        const place = at % (damaged.length + 1);
        return damaged.slice(0, place) + piece + damaged.slice(place + gone);
      }, text),
    ),
);
