import type { Observation } from '../../model/action.ts';
import type { Change } from '../../model/change.ts';
import { EMPTY, type JsonObject } from '../../model/values/json.ts';
import { withFlags } from '../hosts/registered-result.ts';

/** What becomes of a change that its task only looks at. */
type LeftUndone =
  | {
      readonly kind: 'satisfied';
      readonly result: JsonObject;
      readonly messages: readonly [];
      readonly undone: Change;
      readonly observations: readonly Observation[];
    }
  | { readonly kind: 'skipped'; readonly why: string; readonly result: JsonObject };

/** What a change comes to where its task only looks (`check_mode`): it counts as one, and nothing is done. */
export function leftUndone(change: Change, observations: readonly Observation[]): LeftUndone {
  const { kind, result } = change.undone ?? { kind: 'changed', result: change.result ?? EMPTY };
  if (kind === 'changed') return { kind: 'satisfied', result, messages: [], undone: change, observations };
  return {
    kind: 'skipped',
    why: 'check_mode: it is not run',
    result: withFlags({ ...result, skipped: true }, { changed: false, failed: false }),
  };
}
