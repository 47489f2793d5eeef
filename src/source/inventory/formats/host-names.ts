import type { Position } from '../../../model/values/position.ts';
import { mistake, warning } from '../../diagnostics/mistake.ts';
import type { Draft } from './draft.ts';
import { expandHostNames } from './host-range.ts';

/** The hosts that an entry at `at` names. A mistake in it is noted, and there are none. */
export function namedHosts(
  entry: string,
  at: Position,
  { diagnostics }: Pick<Draft, 'diagnostics'>,
): { readonly names: readonly string[]; readonly port: number | undefined } {
  const expanded = expandHostNames(entry);
  if (!expanded.ok) {
    const { offset, message, hint } = expanded.fault;
    const place = { ...at, column: at.column + offset };
    diagnostics.push(mistake(place, 'invalid-range', message, { hint, length: entry.length - offset }));
    return { names: [], port: undefined };
  }
  const { names, port } = expanded;
  if (names.length === 0) {
    diagnostics.push(
      warning(at, 'empty-range', `\`${entry}\` names no host: the range ends before it starts`, {
        hint: 'write the smaller number first',
        length: entry.length,
      }),
    );
  }
  const broken = names.find((name) => /^(?:|:\d+|.*:)$/.test(name));
  if (broken === undefined) return { names, port };
  const [message, hint] = !broken.endsWith(':')
    ? ['a host needs a name', 'write the name first, then its variables']
    : [`\`${entry}\` ends with a colon`, 'a port follows a colon, as in `web1:2200`'];
  diagnostics.push(mistake(at, 'invalid-host', message, { hint, length: entry.length }));
  return { names: [], port: undefined };
}
