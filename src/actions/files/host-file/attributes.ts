import type { Difference } from '../../../model/change.ts';
import type { Attributes } from '../../../model/operation.ts';
import type { ParamsOf } from '../../../model/params/params-schema.ts';
import { numberOf } from '../../../probes/account/number.ts';
import type { PresentAttributes } from '../../../probes/file/host-file.ts';
import type { Probe } from '../../../probes/probe.ts';
import { stateDiff } from '../../decision.ts';
import { nameOr } from './facts.ts';

/** The parameters that all actions on files share. */
export const attributeProperties = {
  mode: { type: 'mode', description: "Permissions in octal digits, as in '0644'" },
  owner: { type: 'string', description: 'User it must belong to, by name or number' },
  group: { type: 'string', description: 'Group it must belong to, by name or number' },
} as const;

export type AttributeParams = ParamsOf<typeof attributeProperties>;

/** What is wanted, with the numbers that this host has for the names. */
export interface WantedAttributes {
  readonly given: AttributeParams;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
}

/** Asks for the numbers of names. They go last among an action's questions. */
export type AttributeProbes = {
  readonly owner: Probe<number> | undefined;
  readonly group: Probe<number> | undefined;
};

export function numbersOf({ owner, group }: AttributeParams): AttributeProbes {
  return {
    owner: needsLookup(owner) ? numberOf('user', owner) : undefined,
    group: needsLookup(group) ? numberOf('group', group) : undefined,
  };
}

/** @param told the numbers of the names that had to be looked up */
export function withNumbers(
  given: AttributeParams,
  told: { readonly owner: number | undefined; readonly group: number | undefined },
): WantedAttributes {
  return { given, uid: told.owner ?? written(given.owner), gid: told.group ?? written(given.group) };
}

function needsLookup(name: string | undefined): name is string {
  return name !== undefined && !/^\d+$/.test(name);
}

function written(number: string | undefined): number | undefined {
  return number === undefined ? undefined : Number(number);
}

/** What differs; empty: all is as wanted. */
export function attributeDiff(
  { given, uid, gid }: WantedAttributes,
  now: PresentAttributes,
): readonly Difference[] {
  return [
    ...(given.mode !== undefined && given.mode !== now.mode ? [stateDiff('mode', now.mode, given.mode)] : []),
    ...(uid !== undefined && uid !== now.uid
      ? [stateDiff('owner', nameOr(now.user, now.uid), given.owner ?? '')]
      : []),
    ...(gid !== undefined && gid !== now.gid
      ? [stateDiff('group', nameOr(now.group, now.gid), given.group ?? '')]
      : []),
  ];
}

/** What an operation has to set. Empty when the task names none of them. */
export function attributesOf({ mode, owner, group }: AttributeParams): Attributes {
  return {
    ...(mode === undefined ? {} : { mode }),
    ...(owner === undefined ? {} : { owner }),
    ...(group === undefined ? {} : { group }),
  };
}

/**
 * What it has now, by number, to be set again by an undo. Only what the task names: changing the owner takes away
 * set-user-id bits, so the mode goes along with an owner.
 */
export function formerAttributes({ given, uid, gid }: WantedAttributes, now: PresentAttributes): Attributes {
  const owned = uid !== undefined || gid !== undefined;
  return {
    ...(given.mode === undefined && !owned ? {} : { mode: now.mode }),
    ...(uid === undefined ? {} : { owner: String(now.uid) }),
    ...(gid === undefined ? {} : { group: String(now.gid) }),
  };
}
