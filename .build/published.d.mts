import type { JsonObject } from '../src/model/values/json.ts';
import type { Action, Actions } from '../src/model/action.ts';

interface Makers {
  readonly playbookSchema: (actions: Actions) => JsonObject;
  readonly inventorySchema: () => JsonObject;
  readonly distinct: (actions: Actions) => readonly Action[];
}

/** `present` is the text that is there now; undefined: no such file. */
export const published: Readonly<
  Record<string, (makers: Makers, actions: Actions, present: string | undefined) => string>
>;
