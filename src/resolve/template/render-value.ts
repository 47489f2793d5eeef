import { isJsonList, type JsonObject, type JsonValue } from '../../model/json.ts';
import { Fault } from './error.ts';
import { isTemplate } from './parse.ts';
import type { Session } from './session.ts';
import { mappingOf, type Value } from './values/value.ts';
import { renderKey } from './variable.ts';

/** Renders a value all the way down. `path` says at any time where in the value it is, also after a fault. */
export function renderDeep(value: JsonValue, session: Session, path: (string | number)[]): Value {
  const { meter } = session;
  meter.step();
  if (typeof value === 'string') return renderLeaf(value, session);
  if (typeof value !== 'object' || value === null) return value;
  meter.enter();
  const result = isJsonList(value)
    ? value.map((item, index) => at(index, path, () => renderDeep(item, session, path)))
    : renderMapping(value, session, path);
  meter.leave();
  return result;
}

function renderLeaf(text: string, { meter, renderText }: Session): Value {
  meter.at = 0;
  const value = isTemplate(text) ? renderText(text) : text;
  if (typeof value === 'string') meter.output(value.length);
  return value;
}

function renderMapping(mapping: JsonObject, session: Session, path: (string | number)[]): Value {
  const entries = new Map<string, Value>();
  for (const [key, item] of Object.entries(mapping)) {
    at(key, path, () => {
      const name = renderKey(key, session);
      if (entries.has(name)) throw new Fault('type', `two keys are both \`${name}\``, { offset: 0 });
      entries.set(name, renderDeep(item, session, path));
    });
  }
  return mappingOf(entries);
}

/** Not undone after a fault: the path is to stay where it happened. */
function at<T>(step: string | number, path: (string | number)[], work: () => T): T {
  path.push(step);
  const result = work();
  path.pop();
  return result;
}
