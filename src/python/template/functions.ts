import { Fault } from '../fault.ts';
import { pythonLiteral } from '../literal.ts';
import { counted, textOf } from '../values/text.ts';
import { isList, known, mappingOf, namespaceOf, undefinedValue, type Value } from '../values/value.ts';
import { integerArg, stringArg } from './arguments.ts';
import { cyclerOf, joinerOf } from './cycles.ts';
import { findLookup, lookUp } from './lookups/call.ts';
import { now } from './moments.ts';
import { type Call, type Routines, required, routine } from './routine.ts';
import { joinedName, splicedName, type Term } from './syntax.ts';

/** The functions there are. What asks the machine that runs rulerun goes through the door of the scope. */
export const functions: Routines = {
  range: routine('start stop? step?', range),
  dict: routine('*', (call) => mappingOf(membersOf(call))),
  namespace: routine('*', (call) => namespaceOf(namedOnly(call))),
  lookup: routine('name *', lookup, { lazy: true, check: checkPlugin }),
  query: routine('name *', query, { lazy: true, check: checkPlugin }),
  q: routine('name *', query, { lazy: true, check: checkPlugin }),
  undef: routine('hint?', undef),
  now: routine('utc? fmt?', now),
  cycler: routine('*', ({ rest }) => cyclerOf(rest)),
  [splicedName]: routine('value', spliced),
  [joinedName]: routine('*', joined),
  joiner: routine('sep?', ({ args: [separator = ', '] }) => joinerOf(separator)),
};

/** A lookup whose name is written out is known, or not, before anything runs. */
function checkPlugin([name]: readonly Term[]): void {
  if (name?.kind === 'constant' && typeof name.value === 'string') findLookup(name.value, name.offset);
}

function lookup(call: Call): Value {
  return lookUp(stringArg(known(required(call, 0))), call.rest, call.named, call);
}

function query(call: Call): Value {
  const given = new Map([...call.named, ['wantlist', true] as const]);
  return lookUp(stringArg(known(required(call, 0))), call.rest, given, call);
}

/**
 * What `{{ }}` inside an expression gives it. Ansible reads a text there as a part of the expression, which must not be: it
 * may come from a host. Only a literal is the same either way.
 */
function spliced(call: Call): Value {
  const value = known(required(call, 0));
  if (typeof value !== 'string') return value;
  const literal = pythonLiteral(value);
  if (literal !== undefined) return literal.value as Value;
  throw new Fault(
    'type',
    'what is between braces here is a text, which would become a part of the expression',
    {
      hint: 'take the braces away: a name stands for its value without them',
    },
  );
}

/** A string with `{{ }}` in it: nothing is written for none. */
function joined({ rest, meter }: Call): Value {
  const texts = rest.map((part) => (part === null ? '' : textOf(known(part), meter)));
  return counted(texts.join(''), meter);
}

/** Something that must be given a value before it is used. */
function undef({ args: [hint = null], meter }: Call): Value {
  return undefinedValue(hint === null ? 'it has been given no value' : stringArg(hint), meter.at);
}

/** More numbers than this are no list anyone loops over. */
const longest = 100_000;

function range({ args: [start, stop, step], meter }: Call): Value {
  const [from, to] =
    stop === undefined ? [0, integerArg(start, 0)] : [integerArg(start, 0), integerArg(stop, 0)];
  const by = integerArg(step, 1);
  if (by === 0) throw new Fault('type', 'the step cannot be 0');
  const length = Math.max(0, Math.ceil((to - from) / by));
  if (length > longest) throw new Fault('limit', `the range has more than ${longest} numbers`);
  meter.step(length);
  return Array.from({ length }, (_, index) => from + index * by);
}

/** What `dict` is given: names with values, after a mapping or a list of pairs. */
function membersOf(call: Call): ReadonlyMap<string, Value> {
  const [first] = call.rest;
  if (call.rest.length !== 1 || !isList(first) || !first.every(isPair)) return namedOnly(call);
  return new Map([...first.map(([key, value]) => [String(key), value] as const), ...call.named]);
}

function isPair(value: Value): value is readonly [Value, Value] {
  return isList(value) && value.length === 2;
}

function namedOnly({ rest, named }: Call): ReadonlyMap<string, Value> {
  if (rest.length > 0) throw new Fault('type', 'every member needs a name', { hint: 'write `key=value`' });
  return named;
}
