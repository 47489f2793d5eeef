import type { Decision } from '../../../model/action.ts';
import type { JsonValue } from '../../../model/values/json.ts';
import { refused, satisfied } from '../../decision.ts';
import type { WaitForParams } from './params.ts';

/** How things stand. */
export type WaitState =
  | {
      readonly kind: 'reached';
      /** Of a path: what it is, its owner, mode and size. */
      readonly file?: Readonly<Record<string, JsonValue>>;
      readonly groups?: readonly (string | undefined)[];
      readonly names?: Readonly<Record<string, string>>;
    }
  /** `for` continues "still waiting for". */
  | { readonly kind: 'not-yet'; readonly for: string }
  | { readonly kind: 'impossible'; readonly why: string; readonly hint: string | undefined };

export function decideAwaited(params: WaitForParams, awaited: WaitState): Decision {
  switch (awaited.kind) {
    case 'impossible':
      return refused(awaited.why, awaited.hint);
    case 'not-yet': {
      const { timeout, sleep, msg } = params;
      return {
        kind: 'waiting',
        for: msg === undefined ? awaited.for : `${awaited.for} (${msg})`,
        everyMs: sleep,
        // Ansible looks once even when it may not wait.
        limitMs: Math.max(timeout, 1),
      };
    }
    case 'reached':
      return satisfied({
        path: params.path ?? null,
        port: params.port ?? null,
        state: params.state,
        search_regex: params.search_regex ?? null,
        match_groups: awaited.groups?.map((group) => group ?? null) ?? [],
        match_groupdict: awaited.names ?? {},
        elapsed: 0,
        ...awaited.file,
      });
  }
}
