import {
  isJsonList,
  type JsonObject,
  type JsonValue,
  jsonObject,
  WholeFloat,
} from '../../../model/values/json.ts';
import { Fault } from '../../fault.ts';
import { isOmit, type Omit, toJson } from '../../values/value.ts';
import { isTemplate } from '../parse/parse.ts';
import type { Rendering } from './rendering.ts';
import { renderKey } from './variable.ts';

/** Where in the value it stands; it stays there after a fault. */
type Trail = (string | number)[];

/** Renders a value all the way down; what turns out as `omit` is left out of the list or mapping around it. */
export function renderDeep(value: JsonValue, rendering: Rendering, trail: Trail): JsonValue {
  const result = renderPart(value, rendering, trail);
  return isOmit(result) ? toJson(result, rendering.meter) : result;
}

function renderPart(value: JsonValue, rendering: Rendering, trail: Trail): JsonValue | Omit {
  const { meter } = rendering;
  meter.step();
  if (typeof value === 'string') return renderLeaf(value, rendering);
  if (typeof value !== 'object' || value === null || value instanceof WholeFloat) return value;
  meter.enter();
  const result = isJsonList(value)
    ? renderList(value, rendering, trail)
    : renderMapping(value, rendering, trail);
  meter.leave();
  return result;
}

function renderLeaf(text: string, { meter, renderText }: Rendering): JsonValue | Omit {
  meter.at = 0;
  const value = isTemplate(text) ? renderText(text) : text;
  if (isOmit(value)) return value;
  if (typeof value === 'string') meter.output(value.length);
  return toJson(value, meter);
}

function renderList(list: readonly JsonValue[], rendering: Rendering, trail: Trail): JsonValue {
  const items: JsonValue[] = [];
  for (const [index, item] of list.entries()) {
    trail.push(index);
    const rendered = renderPart(item, rendering, trail);
    if (!isOmit(rendered)) items.push(rendered);
    trail.pop();
  }
  return items;
}

function renderMapping(mapping: JsonObject, rendering: Rendering, trail: Trail): JsonValue {
  const entries = new Map<string, JsonValue>();
  for (const [key, item] of Object.entries(mapping)) {
    trail.push(key);
    rendering.meter.at = 0;
    const name = renderKey(key, rendering);
    if (entries.has(name)) throw new Fault('type', `two keys are both \`${name}\``, { offset: 0 });
    const rendered = renderPart(item, rendering, trail);
    if (!isOmit(rendered)) entries.set(name, rendered);
    trail.pop();
  }
  return jsonObject(entries);
}
