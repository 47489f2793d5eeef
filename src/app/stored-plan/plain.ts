import { jsonNumber } from '../../model/values/float-text.ts';
import {
  floatOf,
  isJsonList,
  type JsonObject,
  type JsonValue,
  jsonObject,
  WholeFloat,
} from '../../model/values/json.ts';
import { Sealed, type SealedKind, type Vault } from '../../model/values/sealed.ts';
import { Secret } from '../../model/values/secret.ts';
import { openVault } from '../../vault/open-vault.ts';

/**
 * Data as JSON can hold it. What JSON has no word for becomes a mapping with one key that begins with `$`: a map, and a
 * number that is not finite or is 3.0 rather than 3. A key of the data's own that begins so gets one `$` more. What is
 * undefined, and every secret, is left out; an encrypted value stays encrypted, its text in a file that is encrypted too.
 */
export function toPlain(value: unknown): JsonValue {
  if (typeof value === 'number' && !Number.isFinite(value)) return { $float: jsonNumber(value) };
  if (typeof value !== 'object' || value === null) return value as JsonValue;
  if (value instanceof WholeFloat) return { $float: jsonNumber(value) };
  if (value instanceof Sealed) return { $vault: [value.text(), value.kind] };
  if (value instanceof Map) return { $map: [...value].map(([key, held]) => [key as string, toPlain(held)]) };
  if (Array.isArray(value)) return value.map(toPlain);
  return jsonObject(
    Object.entries(value)
      .filter(([key, held]) => held !== undefined && !(held instanceof Secret) && !isTextOf(value, key))
      .map(([key, held]) => [key.startsWith('$') ? `$${key}` : key, toPlain(held)]),
  );
}

function isTextOf(owner: object, key: string): boolean {
  return key === 'text' && 'value' in owner && owner.value instanceof Sealed;
}

/** The data that was made plain. `vault`: for what is encrypted. @throws {VaultFault} for what the text of a task was in */
export function fromPlain(plain: JsonValue | undefined, vault: Vault = openVault([])): unknown {
  if (typeof plain !== 'object' || plain === null) return plain;
  if (Array.isArray(plain)) return plain.map((item) => fromPlain(item as JsonValue, vault));
  const { $float: float, $map: map, $vault: encrypted, ...members } = plain as JsonObject;
  if (typeof float === 'string') return floatOf(Number(float));
  if (Array.isArray(map))
    return new Map(
      (map as readonly [string, JsonValue][]).map(([key, held]) => [key, fromPlain(held, vault)]),
    );
  if (isJsonList(encrypted)) {
    const [text, kind] = encrypted as [string, SealedKind];
    return vault.sealed(text, kind);
  }
  const back = Object.entries(members).map(
    ([key, held]) => [key.startsWith('$') ? key.slice(1) : key, fromPlain(held, vault) as JsonValue] as const,
  );
  const { kind, value } = Object.fromEntries(back);
  const isScalar = kind === 'scalar' && value instanceof Sealed;
  return jsonObject(isScalar ? [...back, ['text', textOf(value)]] : back);
}

function textOf(sealed: Sealed): string {
  return sealed.kind === 'literal' ? sealed.text() : String(sealed.reveal());
}
