import { floatOf, type WholeFloat } from '../../model/values/json.ts';

type PlainValue = null | boolean | number | string | WholeFloat;

const yes = /^(?:yes|Yes|YES|on|On|ON)$/;
const no = /^(?:no|No|NO|off|Off|OFF)$/;
const integer = /^([-+]?)(?:(0b[01_]+|0x[\da-fA-F_]+)|([1-9][\d_]*))$/;
const float = /^[-+]?(?:\d[\d_]*\.[\d_]*|\.\d[\d_]*)(?:[eE][-+]\d+)?$/;

/** A number in JSON, where `1e3` is one. */
export function jsonValue(text: string, core: PlainValue): PlainValue {
  return typeof core === 'number' && /[.eE]/.test(text) ? floatOf(core) : core;
}

/**
 * What an unquoted scalar is where nothing but its looks say it: as Ansible reads it, which is YAML 1.1. `core` is what
 * YAML 1.2 makes of it.
 *
 * Three readings of YAML 1.1 that surprise everybody are left out, and told by `ansibleReading`: octal numbers, numbers in
 * base 60, and dates stay text.
 */
export function plainValue(text: string, core: null | boolean | number | string): PlainValue {
  if (yes.test(text)) return true;
  if (no.test(text)) return false;
  const [, sign, radix, decimal] = integer.exec(text) ?? [];
  const digits = (radix ?? decimal)?.replaceAll('_', '');
  if (digits !== undefined) return sign === '-' ? -Number(digits) : Number(digits);
  if (float.test(text)) return floatOf(Number(text.replaceAll('_', '')));
  // `1e3`, `1.0e3` and `0o17` are numbers to YAML 1.2 alone.
  return typeof core === 'number' && /[eo]/i.test(text) ? text : core;
}
