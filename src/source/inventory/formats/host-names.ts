import type { Position } from '../../../model/values/position.ts';
import { mistake, warning } from '../../diagnostics/mistake.ts';
import type { Draft } from './draft.ts';
import { expandHostNames, rangeHint } from './host-range.ts';

/** The hosts that an entry at `at` names. A mistake in it is noted, and there are none. */
export function namedHosts(
  entry: string,
  at: Position,
  { diagnostics }: Pick<Draft, 'diagnostics'>,
): { readonly names: readonly string[]; readonly port: number | undefined } {
  const expanded = expandHostNames(entry);
  if (!expanded.ok) {
    const { offset, message } = expanded.fault;
    const place = { at: { ...at, column: at.column + offset }, length: entry.length - offset };
    diagnostics.push(mistake(place, 'invalid-range', message, rangeHint));
    return { names: [], port: undefined };
  }
  const { names, port } = expanded;
  const place = { at, length: entry.length };
  if (names.length === 0) {
    const message = `\`${entry}\` names no host: the range ends before it starts`;
    diagnostics.push(warning(place, 'empty-range', message, 'write the smaller number first'));
  }
  const broken = names.find((name) => /^(?:|:\d+|.*:)$/.test(name));
  if (broken === undefined) return { names, port };
  const [message, hint] = !broken.endsWith(':')
    ? ['a host needs a name', 'write the name first, then its variables']
    : [`\`${entry}\` ends with a colon`, 'a port follows a colon, as in `web1:2200`'];
  diagnostics.push(mistake(place, 'invalid-host', message, hint));
  return { names: [], port: undefined };
}
