import fc from 'fast-check';
import { readRules } from '../read.ts';

const CHAINS: readonly string[] = ['INPUT', 'FORWARD', 'U', 'V'];
const chain = fc.constantFrom(...CHAINS);
const own = fc.constantFrom('U', 'V');
/** Few, so that many are the same. */
const rule = fc.constantFrom(
  '-j ACCEPT',
  '-s 192.0.2.1 -j ACCEPT',
  '-s 192.0.2.1/32 -j ACCEPT',
  '-p tcp -s 192.0.2.0/24 -j DROP',
  '--src 192.0.2.77/24 --proto tcp -j DROP',
  '-p tcp -m tcp --dport 80 -j RETURN',
  '-p tcp --dport http -j RETURN',
  '-s 192.0.2.1,192.0.2.2 -d 198.51.100.1,198.51.100.2 -j DROP',
  '-m comment --comment "a b" -j ACCEPT',
  '! -d 192.0.2.9 -j U',
  '-j V',
);
const number = fc.nat({ max: 4 }).map(String);
const policy = fc.constantFrom('ACCEPT', 'DROP');
const line = (...parts: readonly (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
  fc
    .tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part)))
    .map((words) => words.filter((word) => word !== '').join(' '));

const command: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: line(fc.constantFrom('-A', '--append', '[1:2] -A'), chain, rule) },
  {
    weight: 4,
    arbitrary: line(fc.constantFrom('-I', '--insert'), chain, fc.oneof(number, fc.constant('')), rule),
  },
  { weight: 2, arbitrary: line('-D', chain, rule) },
  { weight: 2, arbitrary: line(fc.constantFrom('-D', '--delete'), chain, number) },
  { weight: 1, arbitrary: line(fc.constantFrom('-F', '--flush'), chain) },
  { weight: 1, arbitrary: line(fc.constantFrom('-N', '--new-chain'), own) },
  { weight: 1, arbitrary: line(fc.constantFrom('-X', '--delete-chain'), fc.oneof(own, fc.constant(''))) },
  { weight: 1, arbitrary: line('-P', fc.constantFrom('INPUT', 'FORWARD', 'U'), policy) },
  {
    weight: 1,
    arbitrary: line(fc.constantFrom(':INPUT', ':FORWARD'), fc.constantFrom('ACCEPT', 'DROP', '-'), '[0:0]'),
  },
  { weight: 1, arbitrary: fc.constantFrom('-Z', '-F', '# a comment') },
);

const text = (lines: readonly string[]): string =>
  `*filter\n${lines.map((each) => `${each}\n`).join('')}COMMIT\n`;

const isTaken = (lines: readonly string[]): boolean => readRules(text(lines), 'rules').value !== undefined;

/** Tables whose lines do anything that iptables-restore can be told to; some of them it refuses, mostly for the last line. */
export const commandText: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom([':U - [0:0]', ':V - [0:0]'], ['-N U', '-N V']),
    fc.array(command, { minLength: 1, maxLength: 16 }),
    command,
  )
  .map(([head, lines, last]) => {
    const fine = [':INPUT ACCEPT [0:0]', ...head];
    for (const next of lines) if (isTaken([...fine, next])) fine.push(next);
    return text([...fine, last]);
  });
