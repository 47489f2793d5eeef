import { isJsonList, type JsonObject, type JsonValue } from '../../../model/values/json.ts';
import type { Result } from '../../fault.ts';
import { toJson, type Value } from '../../values/value.ts';
import { itemsFrom } from '../lookups/call.ts';
import type { Scope } from '../scope.ts';
import { meansOf } from './invoke.ts';
import { inRendering, type RenderLimits } from './render.ts';

/** One use of a lookup outside of a template, such as that of `with_fileglob`. */
export interface LookupUse {
  /** Without `with_`. */
  readonly name: string;
  /** A list, or the one thing that the list would have. Rendered already. */
  readonly terms: JsonValue;
  readonly options?: JsonObject;
  /** Where a file of a relative name is looked for first, where that is not as usual: `templates` for a template's. */
  readonly subfolder?: string;
}

/** What a lookup finds, one for each round of a loop. */
export function runLookup(
  { name, terms, options = {}, subfolder }: LookupUse,
  scope: Scope,
  limits: RenderLimits = {},
): Result<readonly JsonValue[]> {
  return inRendering(`with_${name}`, scope, limits, (rendering) => {
    // What they name was rendered before, and holds nothing encrypted.
    const given = (isJsonList(terms) ? terms : [terms]) as readonly Value[];
    const call = { terms: given, options: new Map(Object.entries(options) as [string, Value][]), subfolder };
    const items = itemsFrom(name, call, meansOf(rendering));
    rendering.meter.step(items.length);
    return items.map((item) => toJson(item, rendering.meter));
  });
}
