import type { Observation } from '../../model/action.ts';
import type { Change } from '../../model/change.ts';
import type { Operation } from '../../model/operation.ts';
import type { HostState } from '../hosts/host-state.ts';

/** What will be otherwise on a host by the time of a later task, if `title` does what it would do. */
export interface Touch {
  readonly title: string;
  /** The host for which it would be done. */
  readonly by: string;
  readonly touches: Touched;
}

export interface Touching {
  /** What may be otherwise on its own host by now. */
  readonly touches: Touch[];
  /** The same of another one. */
  readonly touchesOf: (place: HostState) => Touch[];
}

/** Paths, or all there is: nobody knows what a program does. */
export type Touched = readonly string[] | 'anything';

const UNIT_FOLDER = '/etc/systemd/system';
/** What these verbs of `systemctl` do is make and remove links there. */
const LINKING: readonly string[] = ['enable', 'disable', 'mask', 'unmask', 'daemon-reload'];

export function touchedBy({ apply }: Change): Touched {
  const all = apply.map(touchedIn);
  return all.includes('anything') ? 'anything' : all.flat();
}

function touchedIn(operation: Operation): Touched {
  switch (operation.kind) {
    case 'run': {
      const [program, verb = ''] = operation.argv;
      return program === 'systemctl' && LINKING.includes(verb) ? [UNIT_FOLDER] : 'anything';
    }
    case 'shell':
      return 'anything';
    default:
      return [operation.path];
  }
}

/** What may be otherwise by now on a host's own, or on the one where a task of it is done. */
export function touchesAt(place: HostState | undefined, { touches, touchesOf }: Touching): Touch[] {
  return place === undefined ? touches : touchesOf(place);
}

/** The first of them that may give one of these questions another answer. */
export function touching(observations: readonly Observation[], touches: readonly Touch[]): Touch | undefined {
  return touches.find(({ touches: touched }) =>
    observations.some(
      (observation) => touched === 'anything' || touched.some((path) => mayAnswer(path, observation)),
    ),
  );
}

function mayAnswer(path: string, { argv: [program, ...words] }: Observation): boolean {
  // A folder and a pattern: what is made may match it wherever it is.
  if (program === 'rr_glob') return true;
  const asked = words.filter((word) => word.startsWith('/'));
  if (asked.length === 0 || program === 'rr_disk') return SYSTEM.test(path);
  return asked.some((word) => mayBeSame(word, path));
}

/** The files that are behind what is asked of units, accounts and facts; all else about them is up to programs. */
const SYSTEM = /\/systemd(?:\/|$)|\/init\.d\/|\/facts\.d\/|^\/etc\/(?:passwd|group|hosts|hostname)$/;

/** One within the other, or of the same name: a link may lead from one to the other. */
function mayBeSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => path.split('/').filter((part) => part !== '' && part !== '.'));
  if (a === undefined || b === undefined) return false;
  return a.at(-1) === b.at(-1) || a.every((part, index) => index >= b.length || part === b[index]);
}
