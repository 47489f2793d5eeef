import type { JsonValue } from '../../../model/values/json.ts';
import { attempt, Fault, type Result } from '../../fault.ts';
import { defaultLimits, type MeterLimits, meterOf } from '../../meter.ts';
import { textOf } from '../../values/text.ts';
import { isList, isMapping, kindOf, known, toJson, type Value } from '../../values/value.ts';
import { parseTemplate } from '../parse/parse.ts';
import type { Scope } from '../scope.ts';
import type { Expression, Template } from '../syntax.ts';
import { evaluate as evaluateTerm } from './evaluate.ts';
import { renderBody } from './render-nodes.ts';
import { type Context, innerLocals, type Rendering } from './rendering.ts';

/** Each one left out is as in `defaultLimits`. They hold for the whole call, variables rendered on the way included. */
export type RenderLimits = Partial<MeterLimits>;

/**
 * Renders a template. A lone `{{ x }}` gives the value of `x` as it is; text around it makes it a text.
 *
 * What comes out is final: values are put in as they are, whatever they look like, and nothing is rendered twice.
 */
export function render(template: Template, scope: Scope, limits: RenderLimits = {}): Result<JsonValue> {
  return inRendering(scope, limits, (rendering) =>
    toJson(renderTemplate(template, rendering), rendering.meter),
  );
}

/** Renders a template to text whatever it holds, as the contents of a file; none is no text. */
export function renderText(template: Template, scope: Scope, limits: RenderLimits = {}): Result<string> {
  return inRendering(scope, limits, (rendering) => {
    const value = toJson(renderTemplate(template, rendering), rendering.meter);
    const text = value === null ? '' : textOf(value, rendering.meter);
    return withLineBreaks(text, template.text);
  });
}

/** The value of an expression, of any kind. */
export function evaluate(expression: Expression, scope: Scope, limits: RenderLimits = {}): Result<JsonValue> {
  return inRendering(scope, limits, (rendering) => toJson(outcomeOf(expression, rendering), rendering.meter));
}

/** Whether a condition holds. Anything but true and false is an error: Ansible, from 2.19, has it so too. */
export function evaluateCondition(
  expression: Expression,
  scope: Scope,
  limits: RenderLimits = {},
): Result<boolean> {
  return inRendering(scope, limits, (rendering) => {
    const value = known(outcomeOf(expression, rendering));
    if (typeof value === 'boolean') return value;
    throw new Fault('type', `the condition gives ${kindOf(value)}, not true or false`, {
      offset: 0,
      hint: towardsBoolean(value),
    });
  });
}

function inRendering<T>(scope: Scope, limits: RenderLimits, work: (rendering: Rendering) => T): Result<T> {
  const meter = meterOf({ ...defaultLimits, ...limits });
  const rendering: Rendering = {
    scope,
    meter,
    rendered: new Map(),
    underway: [],
    renderText: (text) => renderTemplate(read(text), rendering),
  };
  return attempt(
    () => work(rendering),
    () => meter.at,
  );
}

function read(text: string): Template {
  const result = parseTemplate(text);
  if (result.ok) return result.value;
  const { kind, message, offset, hint } = result.error;
  throw new Fault(kind, message, { offset, hint });
}

function renderTemplate(template: Template, rendering: Rendering): Value {
  const value = renderBody(template.body, contextOf(template.text, rendering));
  return typeof value === 'string' ? withLineBreaks(value, template.text) : value;
}

function outcomeOf({ text, root }: Expression, rendering: Rendering): Value {
  return evaluateTerm(root, contextOf(text, rendering));
}

function contextOf(text: string, rendering: Rendering): Context {
  return { rendering, text, locals: innerLocals(undefined) };
}

/** Tags swallow the line break behind them; a text ends with at least as many as its template, as in Ansible. */
function withLineBreaks(text: string, source: string): string {
  return text + '\n'.repeat(Math.max(0, lineBreaksAtEnd(source) - lineBreaksAtEnd(text)));
}

function lineBreaksAtEnd(text: string): number {
  let count = 0;
  while (text.at(-1 - count) === '\n') count += 1;
  return count;
}

function towardsBoolean(value: Value): string {
  if (typeof value === 'string')
    return 'add `| bool` if it is a word such as yes, or `| length > 0` to ask whether there is any text';
  if (isList(value) || isMapping(value)) return 'add `| length > 0` to ask whether there is anything in it';
  if (typeof value === 'number') return 'compare it, as in `x > 0`, or add `| bool`';
  return 'add `is not none`, or give it a value with `| default(false)`';
}
