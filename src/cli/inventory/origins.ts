import { jsonText } from '../../model/values/float-text.ts';
import { type JsonObject, type JsonValue, jsonObject } from '../../model/values/json.ts';
import { formatPosition } from '../../model/values/position.ts';
import { namesPassword } from '../../model/values/secret.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import type { OriginOfValue, VariableOrigin } from '../../resolve/origins.ts';

/** Each variable with its value as written, where that comes from, and what it covers, as lines for a person. */
export function originLines(origins: readonly VariableOrigin[]): readonly string[] {
  return origins.flatMap((origin) => [
    safeLine(`${origin.name}: ${jsonText(shownValue(origin.name, origin))}`),
    safeLine(`  from ${placeOf(origin)}`),
    ...origin.covers.map((covered) =>
      safeLine(`  covers ${jsonText(shownValue(origin.name, covered))} from ${placeOf(covered)}`),
    ),
  ]);
}

function placeOf({ layer, origin, variable: { at } }: OriginOfValue): string {
  return `${layer} (${origin})${at === undefined ? '' : `, ${formatPosition(at)}`}`;
}

/** The same for programs. */
export function originJson(origins: readonly VariableOrigin[]): JsonObject {
  return jsonObject(
    origins.map((origin) => [
      origin.name,
      jsonObject([
        ...said(origin.name, origin),
        ['covers', origin.covers.map((covered) => jsonObject(said(origin.name, covered)))],
      ]),
    ]),
  );
}

function said(name: string, origin: OriginOfValue): readonly (readonly [string, JsonValue])[] {
  const { at } = origin.variable;
  const place =
    at === undefined
      ? []
      : ([
          ['file', at.file],
          ['line', at.line],
          ['column', at.column],
        ] as const);
  return [['value', shownValue(name, origin)], ['layer', origin.layer], ['origin', origin.origin], ...place];
}

function shownValue(name: string, { variable: { value } }: OriginOfValue): JsonValue {
  return namesPassword(name) ? '[secret]' : value;
}
