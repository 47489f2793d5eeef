import type { Decision } from '../../../model/action.ts';
import type { JsonValue } from '../../../model/values/json.ts';
import { satisfied } from '../../decision.ts';
import type { WaitForParams } from './params.ts';

/** @param what continues "still waiting for" */
export function notYet({ timeout, sleep, msg }: WaitForParams, what: string): Decision {
  return {
    kind: 'waiting',
    for: msg === undefined ? what : `${what} (${msg})`,
    everyMs: sleep,
    // Ansible looks once even when it may not wait.
    limitMs: Math.max(timeout, 1),
  };
}

/** @param found of a path: what it is, its owner, mode and size, and what `search_regex` has matched */
export function reached(params: WaitForParams, found: Readonly<Record<string, JsonValue>> = {}): Decision {
  return satisfied({
    path: params.path ?? null,
    port: params.port ?? null,
    state: params.state,
    search_regex: params.search_regex ?? null,
    match_groups: [],
    match_groupdict: {},
    elapsed: 0,
    ...found,
  });
}
