import { Fault } from '../../fault.ts';
import { textOf } from '../../values/text.ts';
import {
  type GivenArguments,
  mappingOf,
  type Thing,
  thingOf,
  undefinedValue,
  type Value,
} from '../../values/value.ts';
import type { MacroBody, MacroParam } from '../syntax.ts';
import { evaluate } from './evaluate.ts';
import { inOtherText } from './places.ts';
import { type Context, innerLocals } from './rendering.ts';

/** A macro, where it is written: it sees the names around it there, not those around its call. */
export function macroOf(name: string, macro: MacroBody, context: Context): Thing {
  const { rendering, path, text } = context;
  return thingOf('a macro', {
    members: new Map<string, Value>([
      ['name', name],
      ['arguments', macro.params.map((param) => param.name)],
      ['caller', macro.takes.includes('caller')],
      ['catch_varargs', macro.takes.includes('varargs')],
      ['catch_kwargs', macro.takes.includes('kwargs')],
    ]),
    call: (given) => {
      const work = (): string => called(name, macro, given, context);
      return path === undefined ? work() : inOtherText(text, path, rendering.meter, work);
    },
  });
}

function called(name: string, macro: MacroBody, given: GivenArguments, context: Context): string {
  const { rendering } = context;
  const inner: Context = { ...context, locals: innerLocals(context.locals), isInner: true };
  bindParams(name, macro, given, inner);
  const value = rendering.renderBody(macro.body, inner);
  return value === null ? '' : textOf(value, rendering.meter);
}

function bindParams(name: string, { params, takes }: MacroBody, given: GivenArguments, inner: Context): void {
  const { locals, rendering } = inner;
  const named = new Map(given.named);
  for (const [index, param] of params.entries()) {
    const isPlaced = index < given.positional.length;
    if (isPlaced && named.has(param.name))
      throw new Fault('type', `\`${name}\` is given \`${param.name}\` twice`);
    const said = isPlaced ? given.positional[index] : named.get(param.name);
    named.delete(param.name);
    locals.values.set(param.name, said ?? defaultOf(name, param, inner));
  }
  const caller = named.get('caller');
  named.delete('caller');
  bindCaller(name, caller, takes, inner);
  const rest = given.positional.slice(params.length);
  if (rest.length > 0 && !takes.includes('varargs'))
    throw refusal(name, `takes at most ${params.length} arguments, not ${given.positional.length}`);
  const [unknown] = named.keys();
  if (unknown !== undefined && !takes.includes('kwargs'))
    throw refusal(name, `has no parameter \`${unknown}\``, params);
  if (takes.includes('varargs')) locals.values.set('varargs', rest);
  if (takes.includes('kwargs')) locals.values.set('kwargs', mappingOf(named));
  rendering.meter.step(rest.length + named.size);
}

/** An earlier parameter may stand in the default of a later one. */
function defaultOf(macro: string, { name, otherwise }: MacroParam, inner: Context): Value {
  if (otherwise !== undefined) return evaluate(otherwise, inner);
  return undefinedValue(`\`${macro}\` was not given \`${name}\``, inner.rendering.meter.at);
}

function bindCaller(
  macro: string,
  caller: Value | undefined,
  takes: MacroBody['takes'],
  inner: Context,
): void {
  const isTaken = takes.includes('caller');
  if (caller !== undefined && !isTaken)
    throw refusal(macro, 'has no use for the body of a `{% call %}`: it names no `caller`');
  const missing = `\`${macro}\` was not called by a \`{% call %}\``;
  if (isTaken) inner.locals.values.set('caller', caller ?? undefinedValue(missing, inner.rendering.meter.at));
}

function refusal(name: string, why: string, params: MacroBody['params'] = []): Fault {
  const hint =
    params.length === 0 ? undefined : `it takes ${params.map((param) => `\`${param.name}\``).join(', ')}`;
  return new Fault('type', `the macro \`${name}\` ${why}`, { hint });
}
