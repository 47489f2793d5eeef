import type { Answer } from '../../model/action.ts';
import { keyValues, outputOf, troubleIn, wordsOf } from '../answer.ts';
import type { Probe } from '../probe.ts';
import { SEE_STATUS } from './unit.ts';

/** How a unit depends on the one that is stopped or restarted. */
export type Bond = 'PartOf' | 'Requires' | 'BindsTo';

export interface Dependent {
  readonly unit: string;
  /** The unit it depends on, and how: `docker.service`, `PartOf`. */
  readonly on: string;
  readonly bond: Bond;
  readonly active: boolean;
}

export interface Dependents {
  /** All that stop or restart when the unit does, the nearest first. */
  readonly all: readonly Dependent[];
  /** Active units that stop when it starts. */
  readonly activeConflicts: readonly string[];
}

interface Paragraph {
  readonly id: string;
  readonly active: boolean;
  readonly values: ReadonlyMap<string, string>;
}

/** Systemd names a bond from the other side: docker is PartOf iptables, so iptables ConsistsOf docker. */
const REVERSED: readonly (readonly [string, Bond])[] = [
  ['ConsistsOf', 'PartOf'],
  ['BoundBy', 'BindsTo'],
  ['RequiredBy', 'Requires'],
  ['RequiredByOverridable', 'Requires'],
];

/** @param unit with its suffix */
export function dependentsOf(unit: string): Probe<Dependents> {
  return { argv: ['rr_unit_dependents', unit], read: readDependents, hint: SEE_STATUS };
}

/** Reads the answer of `rr_unit_dependents`; or says in one sentence why they are not known. */
export function readDependents(answer: Answer): Dependents | string {
  const units = readUnits(answer);
  if (typeof units === 'string') return units;
  const paragraphs = units.map(
    (values): Paragraph => ({ id: values.get('Id') ?? '', active: isActive(values), values }),
  );
  const active = new Set(paragraphs.filter((paragraph) => paragraph.active).map(({ id }) => id));
  const found = new Map<string, Dependent>();
  for (const { id, values } of paragraphs) {
    for (const [key, bond] of REVERSED) {
      for (const unit of wordsOf(values.get(key))) {
        if (unit === paragraphs[0]?.id || found.has(unit)) continue;
        found.set(unit, { unit, on: id, bond, active: active.has(unit) });
      }
    }
  }
  const conflicts = wordsOf(
    `${paragraphs[0]?.values.get('Conflicts') ?? ''} ${paragraphs[0]?.values.get('ConflictedBy') ?? ''}`,
  );
  return {
    all: [...found.values()],
    activeConflicts: [...new Set(conflicts)].filter((unit) => active.has(unit)),
  };
}

/** What systemd says of a unit and of those around it, one after the other; or in one sentence why that is not known. */
export function readUnits(answer: Answer): readonly ReadonlyMap<string, string>[] | string {
  const trouble = troubleIn(answer, /^Id=\S/m);
  if (trouble !== undefined) return `which units depend on it is not known: ${trouble}`;
  return outputOf(answer)
    .split(/\n\n+/)
    .map((text) => keyValues(text.split('\n')))
    .filter((values) => values.has('Id'));
}

function isActive(values: ReadonlyMap<string, string>): boolean {
  return ['active', 'reloading', 'activating', 'deactivating'].includes(values.get('ActiveState') ?? '');
}
