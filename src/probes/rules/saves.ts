import { lookByNft, sayUnshown, type Unshown, unshownIn } from '../../firewall/clean/unshown.ts';
import type { Answer, Obstacle } from '../../model/action.ts';
import { outputOf, troubleIn } from '../answer.ts';
import type { Probe } from '../probe.ts';
import type { Program } from './program.ts';

/** What one program told of the rules in the kernel. */
export interface Save {
  /** `iptables-save`, `ip6tables-nft-save`. */
  readonly program: string;
  readonly text: string;
  /** Tables that are in the kernel and not in the text. Nothing follows from their being absent. */
  readonly unshown: readonly Unshown[];
  /** Why the text is no whole answer, in words; undefined: it is one. */
  readonly trouble: string | undefined;
}

/** Without the rules of single services a node with 40,000 of them says 1 MB. In bytes. */
export const MOST_RULES = 16_777_216;

/** What all programs tell of the rules in the kernel. */
export const rulesInKernel: Probe<readonly Save[]> = {
  argv: ['rr_firewall'],
  keepBytes: MOST_RULES,
  read: readSaves,
};

/** Whether what a program shows of the kernel is all: its text without the rules. */
export function frameShownBy(program: Program): Probe<readonly Save[]> {
  return { argv: ['rr_firewall_frame', program], read: readSaves };
}

/** The parts of an answer about rules in the kernel, or in words why there is none. */
export function readSaves(answer: Answer): readonly Save[] | string {
  const trouble = troubleIn(answer);
  if (trouble !== undefined) return trouble;
  return outputOf(answer)
    .split(/^=(?!end )/m)
    .filter((part) => part !== '' && !part.startsWith('settled '))
    .map(readPart);
}

function readPart(part: string): Save {
  const program = part.slice(0, Math.max(0, part.indexOf('\n')));
  const rest = part.slice(program.length + 1);
  const [end] = rest.match(/^=end .*$/m) ?? [];
  const text = end === undefined ? rest : rest.slice(0, rest.lastIndexOf(end));
  const unshown = unshownIn(text.split('\n'));
  return { program, text, unshown, trouble: incomplete(program, text, end?.slice('=end '.length).trim()) };
}

function incomplete(program: string, text: string, code: string | undefined): string | undefined {
  if (code !== '0')
    return `${program} ended with exit code ${code === undefined || code === '' ? 'unknown' : code}`;
  const frame = text.split('\n').filter((line) => /^\*|^COMMIT$/.test(line));
  const open = frame.find((line, index) => line !== 'COMMIT' && frame[index + 1] !== 'COMMIT');
  return open === undefined
    ? undefined
    : `what ${program} printed ends in the middle of the table ${open.slice(1)}`;
}

/** Why nothing may rest on what a program shows: the first table that it leaves out; undefined: it leaves out none. */
export function blindTo({ program, unshown }: Pick<Save, 'program' | 'unshown'>): Obstacle | undefined {
  const [first] = unshown;
  if (first === undefined) return undefined;
  const family = program.startsWith('ip6') ? 'ip6' : 'ip';
  return {
    why: `${sayUnshown(first)} (${program}${unshown.length === 1 ? '' : `, and ${unshown.length - 1} more`})`,
    hint: lookByNft(family, first),
  };
}
