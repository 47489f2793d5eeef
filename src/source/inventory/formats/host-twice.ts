import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Variable } from '../../../model/playbook/inventory.ts';
import { formatPosition, type Position } from '../../../model/values/position.ts';
import { mistake, warning } from '../../diagnostics/mistake.ts';

/** What is known of a host when it is named once more. */
interface KnownHost {
  readonly name: string;
  readonly at: Position;
  readonly variables: ReadonlyMap<string, Variable>;
}

const twice = (name: string): string =>
  `\`${name}\` is named twice with different ports, and a host is known by its name alone`;

const apart = (name: string): string =>
  `name them apart in a file: \`${name}-a ansible_host=${name} ansible_port=2201\``;

/** A host is known by its name alone: with another port in one list it would be the same one, reached by the first. */
export function refuseTwice(name: string, at: Position, length: number): Diagnostic {
  return mistake({ at, length }, 'host-twice', twice(name), apart(name));
}

/** As Ansible reads it, but not without a word: tells of a port behind a name that counts for nothing, because the host was named before with another, or without. */
export function noteOtherPort(
  diagnostics: Diagnostic[],
  host: KnownHost,
  at: Position,
  port: number | undefined,
): void {
  const known = host.variables.get('ansible_port');
  if (port === undefined || String(known?.value) === String(port)) return;
  const first = formatPosition(host.at);
  const { name } = host;
  const place = { at, length: name.length };
  if (known !== undefined) {
    const hint = `it has port ${known.value} since ${first}, and keeps it; ${apart(name)}`;
    diagnostics.push(warning(place, 'host-twice', twice(name), hint));
    return;
  }
  const message = `port ${port} is not used: a port counts only where a host is first named`;
  const hint = `\`${name}\` is first named at ${first}: write the port there`;
  diagnostics.push(warning(place, 'port-unused', message, hint));
}

/** What says where a host is; another value in the same file is more likely another host than meant to win. */
const PLACE: readonly string[] = ['ansible_port', 'ansible_host'];

/** Tells of a host that one file puts in two places: the later wins, as in Ansible. */
export function noteOtherPlace(
  diagnostics: Diagnostic[],
  host: KnownHost,
  name: string,
  { value, at }: Variable,
): void {
  const known = host.variables.get(name);
  if (known?.at === undefined || at === undefined || !PLACE.includes(name)) return;
  if (known.at.file !== at.file || String(known.value) === String(value)) return;
  const message = `\`${host.name}\` gets another \`${name}\` here: ${value}, not ${known.value}`;
  const hint = `the other is at ${formatPosition(known.at)}; two hosts need two names`;
  diagnostics.push(warning(at, 'host-twice', message, hint));
}
