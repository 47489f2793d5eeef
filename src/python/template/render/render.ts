import type { JsonObject, JsonValue } from '../../../model/values/json.ts';
import { attempt, Fault, type Result, type TemplateError } from '../../fault.ts';
import { defaultLimits, type MeterLimits, meterOf } from '../../meter.ts';
import { splitPath } from '../../posix-path.ts';
import { textOf } from '../../values/text.ts';
import { isList, isMapping, kindOf, known, toJson, type Value } from '../../values/value.ts';
import type { PageSource } from '../page-options.ts';
import { parsePage, parseTemplate } from '../parse/parse.ts';
import { layeredScope, type Scope, valueScope } from '../scope.ts';
import type { Expression, Template } from '../syntax.ts';
import { evaluate as evaluateTerm } from './evaluate.ts';
import { inOtherText } from './places.ts';
import { renderBody } from './render-nodes.ts';
import { type Context, pageContext, type Rendering } from './rendering.ts';

/** Each one left out is as in `defaultLimits`. They hold for the whole call, variables rendered on the way included. */
export type RenderLimits = Partial<MeterLimits>;

/**
 * Renders a template. A lone `{{ x }}` gives the value of `x` as it is; text around it makes it a text.
 *
 * What comes out is final: values are put in as they are, whatever they look like, and nothing is rendered twice.
 */
export function render(template: Template, scope: Scope, limits: RenderLimits = {}): Result<JsonValue> {
  return inRendering(template.text, scope, limits, (rendering) =>
    toJson(renderTemplate(template, rendering), rendering.meter),
  );
}

/** The value of an expression, of any kind. */
export function evaluate(expression: Expression, scope: Scope, limits: RenderLimits = {}): Result<JsonValue> {
  return inRendering(expression.text, scope, limits, (rendering) =>
    toJson(outcomeOf(expression, rendering), rendering.meter),
  );
}

/** Whether a condition holds. Anything but true and false is an error: Ansible, from 2.19, has it so too. */
export function evaluateCondition(
  expression: Expression,
  scope: Scope,
  limits: RenderLimits = {},
): Result<boolean> {
  return inRendering(expression.text, scope, limits, (rendering) => {
    const value = known(outcomeOf(expression, rendering));
    if (typeof value === 'boolean') return value;
    throw new Fault('type', `the condition gives ${kindOf(value)}, not true or false`, {
      offset: 0,
      hint: towardsBoolean(value),
    });
  });
}

/** Does this with fresh limits. `source` is what was given from outside. */
export function inRendering<T>(
  source: string,
  scope: Scope,
  limits: RenderLimits,
  work: (rendering: Rendering) => T,
): Result<T> {
  const meter = meterOf({ ...defaultLimits, ...limits });
  const rendering = renderingOver({ scope, meter, source, underway: [] });
  return attempt(
    () => work(rendering),
    () => meter.at,
  );
}

function renderingOver({
  scope,
  meter,
  source,
  underway,
}: Pick<Rendering, 'scope' | 'meter' | 'source' | 'underway'>): Rendering {
  const rendering: Rendering = {
    scope,
    meter,
    source,
    underway,
    rendered: new Map(),
    renderText: (text) => renderTemplate(read(text), rendering),
    renderPage: (page, variables) => renderPageIn(page, variables, rendering),
    renderBody,
    drawn: 0,
  };
  return rendering;
}

/** The text that a template file gives, in the words and with the meaning of Ansible's module `template`. */
export function renderPage(page: PageSource, scope: Scope, limits: RenderLimits = {}): Result<string> {
  return inRendering(page.text, scope, limits, (rendering) => textOfPage(page, rendering));
}

/** A page inside of another rendering: what goes wrong in it has a place in its file. */
function renderPageIn(page: PageSource, variables: JsonObject, outer: Rendering): string {
  const { meter, source, underway, scope } = outer;
  const names = layeredScope([valueScope(variables), scope]);
  return inOtherText(page.text, page.path, meter, () =>
    meter.nested(() => textOfPage(page, renderingOver({ meter, source, underway, scope: names }))),
  );
}

function textOfPage(page: PageSource, rendering: Rendering): string {
  const { path, options } = page;
  const read = parsePage(page);
  const template = read.ok ? read.value : thrown(read.error);
  const folder = path === undefined ? undefined : splitPath(path)[0];
  const value = renderBody(template.body, pageContext(template.text, rendering, { path, folder, options }));
  const text = value === null ? '' : textOf(value, rendering.meter);
  return withLineBreaks(text, template);
}

function thrown({ kind, message, offset, hint }: TemplateError): never {
  throw new Fault(kind, message, { offset, hint });
}

function read(text: string): Template {
  const result = parseTemplate(text);
  return result.ok ? result.value : thrown(result.error);
}

function renderTemplate(template: Template, rendering: Rendering): Value {
  const value = renderBody(template.body, contextOf(template.text, rendering));
  return typeof value === 'string' ? withLineBreaks(value, template) : value;
}

function outcomeOf({ text, root }: Expression, rendering: Rendering): Value {
  return evaluateTerm(root, contextOf(text, rendering));
}

function contextOf(text: string, rendering: Rendering): Context {
  return pageContext(text, rendering, { path: undefined, folder: undefined, options: {} });
}

/** Tags swallow the line break behind them; a text ends with at least as many as its template, as in Ansible. */
function withLineBreaks(text: string, { text: source, newline }: Template): string {
  const missing = lineBreaksAtEnd(source, '\n') - lineBreaksAtEnd(text, newline);
  return text + newline.repeat(Math.max(0, missing));
}

function lineBreaksAtEnd(text: string, newline: string): number {
  let count = 0;
  while (text.endsWith(newline, text.length - count * newline.length)) count += 1;
  return count;
}

function towardsBoolean(value: Value): string {
  if (typeof value === 'string')
    return 'add `| bool` if it is a word such as yes, or `| length > 0` to ask whether there is any text';
  if (isList(value) || isMapping(value)) return 'add `| length > 0` to ask whether there is anything in it';
  if (typeof value === 'number') return 'compare it, as in `x > 0`, or add `| bool`';
  return 'add `is not none`, or give it a value with `| default(false)`';
}
