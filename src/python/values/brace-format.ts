import { Fault } from '../fault.ts';
import type { Meter } from '../meter.ts';
import { textOf } from './text.ts';
import type { Value } from './value.ts';

/** `'{} {1} {name}'.format(…)`. Only whole values: no members, no `:` with a layout. */
export function braceFormat(
  format: string,
  values: readonly Value[],
  named: ReadonlyMap<string, Value>,
  meter: Meter,
): string {
  meter.text(format.length);
  let next = 0;
  return format.replace(/\{\{|\}\}|\{([^{}]*)\}|[{}]/g, (whole: string, field?: string) => {
    if (whole === '{{' || whole === '}}') return whole.charAt(0);
    if (field === undefined)
      throw new Fault('type', `a single \`${whole}\` in the format has no partner`, {
        hint: 'write it twice to mean itself',
      });
    if (!/^\w*$/.test(field))
      throw new Fault('type', `\`{${field}}\` is more than a number or a name`, {
        hint: "use the `format` filter: `'%05.1f' | format(x)`",
      });
    const value = /^\d+$/.test(field)
      ? values[Number(field)]
      : field === ''
        ? values[next++]
        : named.get(field);
    if (value === undefined) throw new Fault('type', `there is no value for \`{${field}}\``);
    const text = textOf(value, meter);
    meter.text(text.length);
    return text;
  });
}
