import type { Action } from '../model/action.ts';
import { assert } from './assert/action.ts';
import { command } from './command/action.ts';
import { debug } from './debug/action.ts';
import { fail } from './fail/action.ts';
import { shell } from './shell/action.ts';

/** Every action, by name. */
export const actionList: readonly Action[] = [assert, command, debug, fail, shell].sort((a, b) =>
  a.name < b.name ? -1 : 1,
);

/** Every action under each of its names. */
export const actions: ReadonlyMap<string, Action> = new Map(
  actionList.flatMap((action) => [action.name, ...action.aliases].map((name) => [name, action] as const)),
);
