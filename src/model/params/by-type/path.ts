import { andThen, type Conversion, quoted, refuse } from './conversion.ts';
import { textForm } from './forms.ts';
import type { ParamType, ValueLimits } from './param-type.ts';
import { checkText, toText } from './string.ts';

/** An absolute path on the host. */
export const path: ParamType = {
  shape: 'scalar',
  convert: (written, limits) => andThen(toText(written), (text) => checkPath(limits, text)),
  forms: (limits) => {
    const limited = limits.enum !== undefined || limits.pattern !== undefined;
    return [{ type: 'string', pattern: '^/', ...(limited ? { allOf: [textForm(limits)] } : {}) }];
  },
};

function checkPath(limits: ValueLimits, text: string): Conversion<string> {
  if (!text.startsWith('/')) {
    return refuse(`must be an absolute path, not ${quoted(text)}`, 'a path on a host starts with `/`');
  }
  return text.includes('\0')
    ? refuse('must be a path, and no path holds a NUL character')
    : checkText(limits, text);
}
