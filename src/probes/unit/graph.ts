import type { Answer } from '../../model/action.ts';
import { keyValues, linesOf, troubleIn, wordsOf } from '../answer.ts';
import type { Probe } from '../probe.ts';
import { SEE_STATUS } from './unit.ts';

/** A unit's place among the others. */
export interface UnitGraph {
  readonly id: string;
  readonly loadState: string;
  readonly activeState: string;
  readonly requires: readonly string[];
  readonly wants: readonly string[];
  readonly partOf: readonly string[];
  readonly after: readonly string[];
  readonly before: readonly string[];
  readonly requiredBy: readonly string[];
  readonly consistsOf: readonly string[];
  readonly dropIns: readonly string[];
  readonly needsReload: boolean;
}

/** @param unit with its suffix */
export function graphOf(unit: string): Probe<UnitGraph> {
  return { argv: ['rr_unit_graph', unit], read: readGraph, hint: SEE_STATUS };
}

function readGraph(answer: Answer): UnitGraph | string {
  const trouble = troubleIn(answer, /^LoadState=\w/m);
  if (trouble !== undefined) return `systemd did not answer: ${trouble}`;
  const values = keyValues(linesOf(answer));
  const list = (...keys: readonly string[]): readonly string[] => [
    ...new Set(keys.flatMap((key) => wordsOf(values.get(key)))),
  ];
  return {
    id: values.get('Id') ?? '',
    loadState: values.get('LoadState') ?? '',
    activeState: values.get('ActiveState') ?? '',
    requires: list('Requires', 'RequiresOverridable', 'Requisite', 'RequisiteOverridable', 'BindsTo'),
    wants: list('Wants'),
    partOf: list('PartOf'),
    after: list('After'),
    before: list('Before'),
    requiredBy: list('RequiredBy', 'RequiredByOverridable', 'BoundBy'),
    consistsOf: list('ConsistsOf'),
    dropIns: list('DropInPaths'),
    needsReload: values.get('NeedDaemonReload') === 'yes',
  };
}
