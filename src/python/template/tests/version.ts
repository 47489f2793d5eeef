import { Fault } from '../../fault.ts';
import { itemAt } from '../../present.ts';
import { compareText } from '../../values/points.ts';
import { textOf } from '../../values/text.ts';
import type { Value } from '../../values/value.ts';
import { flagArg, stringArg } from '../arguments.ts';
import { type Call, type Routines, required, routine } from '../routine.ts';

export const versionTests: Routines = {
  version: routine('version operator? strict? version_type?', compare),
  version_compare: routine('version operator? strict? version_type?', compare),
};

const operators: ReadonlyMap<string, (sign: number) => boolean> = new Map<string, (sign: number) => boolean>([
  ...['==', '=', 'eq'].map((name) => [name, (sign: number) => sign === 0] as const),
  ...['!=', '<>', 'ne'].map((name) => [name, (sign: number) => sign !== 0] as const),
  ...['<', 'lt'].map((name) => [name, (sign: number) => sign < 0] as const),
  ...['<=', 'le'].map((name) => [name, (sign: number) => sign <= 0] as const),
  ...['>', 'gt'].map((name) => [name, (sign: number) => sign > 0] as const),
  ...['>=', 'ge'].map((name) => [name, (sign: number) => sign >= 0] as const),
]);

/** How versions are compared: `loose` takes anything, `strict` numbers with an `a` or `b` part, `semver` as semver.org says. */
const schemes: ReadonlyMap<string, (a: string, b: string) => number> = new Map([
  ['loose', compareLoose],
  ['strict', compareStrict],
  ['semver', compareSemantic],
  ['semantic', compareSemantic],
]);

function compare(call: Call): Value {
  const { input, meter } = call;
  const [, operator, strict, type = null] = call.args;
  const version = required(call, 0);
  const [a, b] = [textOf(input, meter), textOf(version, meter)];
  if (a === '' || b === '' || input === null) throw new Fault('type', 'there is no version to compare');
  const holds = operators.get(stringArg(operator, 'eq'));
  if (holds === undefined)
    throw new Fault('type', `the operator is one of ${[...operators.keys()].join(' ')}`);
  const name = type === null ? (flagArg(strict) ? 'strict' : 'loose') : stringArg(type);
  const scheme = schemes.get(name);
  if (scheme === undefined)
    throw new Fault('type', `\`version_type\` is one of ${[...schemes.keys()].join(', ')}`);
  if (Math.max(a.length, b.length) > 1000) throw new Fault('limit', 'this is too long for a version');
  return holds(scheme(a, b));
}

/** Runs of digits are numbers, everything else is text; a number and a text cannot be compared. */
function compareLoose(a: string, b: string): number {
  const [left, right] = [looseParts(a), looseParts(b)];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const sign = comparePart(itemAt(left, at), itemAt(right, at), `${a} and ${b}`);
    if (sign !== 0) return sign;
  }
  return left.length - right.length;
}

function looseParts(version: string): readonly (number | string)[] {
  return version
    .split(/(\d+|[a-z]+|\.)/)
    .filter((part) => part !== '' && part !== '.')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function comparePart(a: number | string, b: number | string, what: string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  throw new Fault('type', `cannot compare the versions ${what}: a number meets a word`);
}

function compareStrict(a: string, b: string): number {
  return compareNumbers(strictParts(a), strictParts(b));
}

/** `1.2.3b4` as five numbers; a final version comes after its `a` and `b` ones. */
function strictParts(version: string): readonly number[] {
  const match = /^(\d+)\.(\d+)(?:\.(\d+))?(?:([ab])(\d+))?$/.exec(version);
  if (match === null)
    throw new Fault('type', `\`${version}\` is not a strict version such as 1.2.3 or 1.2b1`);
  const [, major, minor, patch = '0', stage = 'z', number = '0'] = match;
  return [Number(major), Number(minor), Number(patch), stage.charCodeAt(0), Number(number)];
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((number, index) => number !== b[index]);
  return at === -1 ? 0 : itemAt(a, at) - itemAt(b, at);
}

function compareSemantic(a: string, b: string): number {
  const [left, right] = [semanticParts(a), semanticParts(b)];
  const sign = compareNumbers(left.core, right.core);
  if (sign !== 0 || left.stage === right.stage) return sign;
  // A version without a stage comes after all of its stages.
  if (left.stage === undefined) return 1;
  return right.stage === undefined ? -1 : compareStages(left.stage.split('.'), right.stage.split('.'));
}

function semanticParts(version: string): {
  readonly core: readonly number[];
  readonly stage: string | undefined;
} {
  const match = /^(\d+)\.(\d+)\.(\d+)(?:-([\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*))?(?:\+[\dA-Za-z.-]+)?$/.exec(
    version,
  );
  if (match === null) throw new Fault('type', `\`${version}\` is not a semantic version such as 1.2.3-rc.1`);
  return { core: match.slice(1, 4).map(Number), stage: match[4] };
}

/** Numbers come before words. */
function compareStages(a: readonly string[], b: readonly string[]): number {
  for (const [at, left] of a.entries()) {
    const right = b[at];
    if (right === undefined) return 1;
    if (left === right) continue;
    const [x, y] = [left, right].map((part) => /^\d+$/.test(part));
    if (x && y) return Number(left) - Number(right);
    return x === y ? compareText(left, right) : x ? -1 : 1;
  }
  return a.length - b.length;
}
