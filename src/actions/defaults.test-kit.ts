import type { Action } from '../model/action.ts';
import { convertParam } from '../model/params/params.ts';
import { type JsonObject, jsonObject } from '../model/values/json.ts';

/** The action as a task runs it: what is not given counts as its schema says. */
export function withDefaults(action: Action): Action {
  const defaults = Object.entries(action.params.properties).flatMap(([name, property]) => {
    const converted =
      property.default === undefined ? undefined : convertParam(property, property.default, undefined);
    return converted?.ok ? [[name, converted.value] as const] : [];
  });
  const complete = (params: JsonObject) => jsonObject([...defaults, ...Object.entries(params)]);
  return {
    ...action,
    mistakeIn: (params) => action.mistakeIn?.(complete(params)),
    observe: (params) => action.observe(complete(params)),
    plan: (params, answers, context) => action.plan(complete(params), answers, context),
  };
}
