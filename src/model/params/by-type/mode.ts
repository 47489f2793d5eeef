import {
  accept,
  type Converted,
  isScalar,
  quoted,
  refuse,
  shown,
  shownScalar,
  type Written,
} from './conversion.ts';
import type { ParamType } from './param-type.ts';

/** Octal file permissions, given as four digits. */
export const mode: ParamType = {
  shape: 'scalar',
  convert: toMode,
  forms: () => [{ type: 'string', pattern: '^(?:0o|0)?[0-7]{3,4}$' }],
};

/** `644` without quotes is a decimal number, and Ansible would set the mode 01204. */
function toMode(written: Written): Converted {
  const { value } = written;
  const digits = spelled(written);
  const octal = /^(?:0o|0)?([0-7]{3,4})$/.exec(digits)?.[1];
  if (octal === undefined)
    return refuse(`must be octal digits, not ${shown(written)}`, "write it as in '0644'");
  if (typeof value === 'number' && !digits.startsWith('0')) {
    return refuse(
      `must be octal, and ${quoted(digits)} without quotes is a decimal number`,
      `write '0${octal}'`,
    );
  }
  return accept(octal.padStart(4, '0'));
}

/** The characters of a scalar; nothing for anything else. */
function spelled({ value, text }: Written): string {
  if (typeof value === 'string') return value;
  return isScalar(value) ? (text ?? shownScalar(value)) : '';
}
