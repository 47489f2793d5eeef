import { isJsonList, isJsonObject, type JsonValue, WholeFloat } from '../../../model/values/json.ts';
import { Sealed } from '../../../model/values/sealed.ts';
import { didYouMean } from '../../../text/edit-distance.ts';
import { VaultFault } from '../../../vault/fault.ts';
import { Fault } from '../../fault.ts';
import { keyOf } from '../../values/compare.ts';
import { isUndefined, known, mappingOf, omit, undefinedValue, type Value } from '../../values/value.ts';
import { mergedMappings } from '../filters/mappings.ts';
import { isTemplate } from '../parse/parse.ts';
import { type Context, localOf, namesIn, type Rendering } from './rendering.ts';

/**
 * Where a name leads: a value, or a part of a variable that the user wrote and that is rendered only when it is
 * needed. So `paths.log` does not fail because `paths.tmp` beside it does.
 */
export type VariablePlace =
  | { readonly kind: 'value'; readonly value: Value }
  | {
      readonly kind: 'written';
      readonly value: JsonValue;
      readonly path: readonly string[];
      readonly offset: number;
    };

export function placeOf(name: string, offset: number, context: Context): VariablePlace {
  const local = localOf(context.locals, name);
  if (local !== undefined) return { kind: 'value', value: local };
  const found = context.rendering.scope.get(name);
  switch (found.kind) {
    case 'value':
      return { kind: 'value', value: unsealed(found.value) };
    case 'template':
      return { kind: 'written', value: found.value, path: [name], offset };
    case 'merged':
      return { kind: 'value', value: mergedAt(name, found.parts, offset, context.rendering) };
    case 'pending':
      throw new Fault('pending', found.why, { offset });
    case 'refused':
      throw new Fault('syntax', found.why, { offset, hint: found.hint });
    case 'missing':
      return { kind: 'value', value: missing(name, offset, context, found.hint) };
  }
}

/** Several mappings as one, rendered once. */
export function mergedAt(
  name: string,
  parts: readonly { readonly kind: 'value' | 'template'; readonly value: JsonValue }[],
  offset: number,
  rendering: Rendering,
): Value {
  const key = JSON.stringify([name]);
  const known = rendering.rendered.get(key);
  if (known !== undefined) return known;
  const values = parts.map(({ kind, value }) =>
    kind === 'value'
      ? unsealed(value)
      : renderPlace({ kind: 'written', value, path: [name], offset }, rendering),
  );
  const value = values.reduce((low, high) => mergedMappings(low, high, rendering.meter));
  rendering.rendered.set(key, value);
  return value;
}

function missing(name: string, offset: number, context: Context, hint: string | undefined): Value {
  if (name === 'omit') return omit;
  const near = (): string | undefined => hint ?? didYouMean(name, namesIn(context));
  return undefinedValue(`\`${name}\` is undefined`, offset, near);
}

/** One step into a written variable; undefined when that takes its rendered value. */
export function stepInto(
  place: VariablePlace & { readonly kind: 'written' },
  key: Value,
): VariablePlace | undefined {
  const { value, path, offset } = place;
  const name = keyOf(key);
  if (name === undefined) return undefined;
  if (isJsonList(value)) {
    const item = typeof key === 'number' && Number.isInteger(key) ? value.at(key) : undefined;
    return item === undefined ? undefined : { kind: 'written', value: item, path: [...path, name], offset };
  }
  if (!isJsonObject(value)) return undefined;
  const member = Object.hasOwn(value, name) ? value[name] : undefined;
  if (member !== undefined) return { kind: 'written', value: member, path: [...path, name], offset };
  // A key that is itself a template may turn out to be this one.
  if (Object.keys(value).some(isTemplate)) return undefined;
  const hint = (): string | undefined => didYouMean(name, Object.keys(value));
  return { kind: 'value', value: undefinedValue(`\`${path.join('.')}\` has no \`${name}\``, offset, hint) };
}

/** The value of a place, rendered if it has to be, once. */
export function valueAt(place: VariablePlace, rendering: Rendering): Value {
  if (place.kind === 'value') return place.value;
  const { value: written } = place;
  if (!isWritten(written)) return unsealed(written);
  const key = JSON.stringify(place.path);
  const known = rendering.rendered.get(key);
  if (known !== undefined) return known;
  const value = renderPlace(place, rendering);
  rendering.rendered.set(key, value);
  return value;
}

function isWritten(value: JsonValue): boolean {
  return typeof value === 'string' ? isTemplate(value) : typeof value === 'object' && value !== null;
}

function renderPlace(
  { value, path, offset }: VariablePlace & { readonly kind: 'written' },
  rendering: Rendering,
): Value {
  const { underway } = rendering;
  const name = path.join('.');
  const cycle = underway.indexOf(name);
  if (cycle !== -1) {
    throw new Fault('limit', `a variable needs itself: ${[...underway.slice(cycle), name].join(' -> ')}`, {
      offset,
    });
  }
  underway.push(name);
  try {
    const result = rendering.meter.nested(() => renderTree(value, rendering));
    return isUndefined(result) ? within(result.message, name, offset, result.hint) : result;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.kind === 'undefined') return within(error.message, name, offset, () => error.hint);
    const place = ['type', 'syntax', 'sealed'].includes(error.kind) ? `, in the value of \`${name}\`` : '';
    throw new Fault(error.kind, error.message + place, { offset, hint: error.hint });
  } finally {
    underway.pop();
  }
}

/** A variable whose value cannot be made is itself undefined: `default` works on it. */
function within(message: string, name: string, offset: number, hint: () => string | undefined): Value {
  return undefinedValue(`${message}, in the value of \`${name}\``, offset, hint);
}

function renderTree(value: JsonValue, rendering: Rendering): Value {
  const { meter } = rendering;
  meter.step();
  if (typeof value === 'string') return isTemplate(value) ? rendering.renderText(value) : value;
  if (value instanceof Sealed) {
    const opened = unsealed(value);
    return value.kind === 'template' ? value.filled(renderTree(opened, rendering)) : opened;
  }
  if (typeof value !== 'object' || value === null || value instanceof WholeFloat) return value;
  return meter.nested(() =>
    isJsonList(value)
      ? value.map((item) => renderTree(item, rendering))
      : mappingOf(
          Object.entries(value).map(
            ([key, item]) => [renderKey(key, rendering), renderTree(item, rendering)] as const,
          ),
        ),
  );
}

/** An encrypted value is opened here and nowhere before: one that nothing uses needs no password. */
export function unsealed(value: JsonValue): Opened {
  if (!(value instanceof Sealed)) return value as Opened;
  try {
    return value.reveal();
  } catch (error) {
    if (!(error instanceof VaultFault)) throw error;
    throw new Fault('sealed', error.message, { hint: error.hint });
  }
}

type Opened = Exclude<JsonValue, Sealed> & Value;

/** Keys may hold templates as well; what comes out must be fit for a key. */
function renderKey(key: string, rendering: Rendering): string {
  if (!isTemplate(key)) return key;
  const name = keyOf(known(rendering.renderText(key)));
  if (name === undefined) throw new Fault('type', `the key \`${key}\` does not give a text`);
  return name;
}
