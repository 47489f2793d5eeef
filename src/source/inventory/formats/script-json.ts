import { messageOf } from '../../../model/error.ts';
import { type JsonValue, jsonObject, WholeFloat } from '../../../model/values/json.ts';
import { readJsonText } from '../../../model/values/read-json.ts';
import type { Vault } from '../../../model/values/sealed.ts';
import { openVault } from '../../../vault/open-vault.ts';

/** Deeper answers are refused. */
const deepest = 64;

export type Json =
  | { readonly ok: true; readonly value: JsonValue }
  /** A sentence that goes on after "the answer". */
  | { readonly ok: false; readonly why: string };

/**
 * Reads JSON into values without prototypes. Numbers that would lose digits are refused. A mapping with the one key
 * `__ansible_vault` is an encrypted value, as Ansible has it.
 */
export function readJson(text: string, vault: Vault = openVault([])): Json {
  let parsed: unknown;
  try {
    parsed = readJsonText(text);
  } catch (error) {
    return { ok: false, why: `is not JSON: ${messageOf(error)}` };
  }
  const wrong: string[] = [];
  const value = toJson(parsed, 0, { wrong, vault });
  const [why] = wrong;
  return why === undefined ? { ok: true, value } : { ok: false, why };
}

interface Conversion {
  /** Grows. */
  readonly wrong: string[];
  readonly vault: Vault;
}

function toJson(value: unknown, depth: number, conversion: Conversion): JsonValue {
  const { wrong, vault } = conversion;
  if (depth > deepest) {
    wrong.push(`is nested deeper than ${deepest} levels`);
    return null;
  }
  if (Array.isArray(value)) return value.map((item) => toJson(item, depth + 1, conversion));
  if (value instanceof WholeFloat) return value;
  if (typeof value === 'object' && value !== null) {
    if ('__ansible_vault' in value) return vault.sealed(String(value.__ansible_vault));
    return jsonObject(Object.entries(value).map(([key, item]) => [key, toJson(item, depth + 1, conversion)]));
  }
  if (typeof value === 'number' && !isExact(value)) {
    wrong.push(
      `holds the number ${value}, which cannot be kept exactly; the script must print it as a string`,
    );
  }
  // JSON.parse makes nothing else.
  return value as null | boolean | number | string;
}

function isExact(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}
