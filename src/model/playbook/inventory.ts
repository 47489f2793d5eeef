import type { JsonObject, JsonValue } from '../values/json.ts';
import type { Position } from '../values/position.ts';
import type { InventoryLayer } from './precedence.ts';

/** The hosts, in the order in which they were first named, and the groups, `all` and `ungrouped` among them. */
export interface Inventory {
  readonly hosts: ReadonlyMap<string, Host>;
  readonly groups: ReadonlyMap<string, Group>;
}

export interface Host {
  readonly name: string;
  /** Every group it is in, parents included, from `all` downwards: the order in which their variables apply. */
  readonly groups: readonly string[];
  /** Where it was first named: a file, or `h1,h2` as -i has it; `undefined`: nowhere, it is this machine itself. */
  readonly source?: string | undefined;
  /** All of the inventory's variables for this host, merged in Ansible's order. Values may hold templates. */
  readonly variables: Variables;
}

export interface Group {
  readonly name: string;
  /** Direct and inherited members, in inventory order. */
  readonly hosts: readonly string[];
  /** Direct members alone. */
  readonly own: readonly string[];
  readonly children: readonly string[];
}

/** Variables as written: what they are, and where that was said (undefined: by rulerun itself). */
export type Variables = ReadonlyMap<string, Variable>;

export interface Variable {
  readonly value: JsonValue;
  readonly at: Position | undefined;
  /** True: what looks like a template in it is none. */
  readonly unsafe?: true;
  /** True: as a mapping it is merged into what lower layers say of the same name. */
  readonly merges?: true;
}

/** An inventory that can also say where a variable comes from. */
export interface LoadedInventory extends Inventory {
  /**
   * What `localhost`, `127.0.0.1` and `::1` mean where a pattern names them exactly: the inventory's own host of such
   * a name if there is one, otherwise this machine without SSH. The latter is in no group, not even in `all`.
   */
  readonly localHosts: ReadonlyMap<string, Host>;
  /** Every layer that says something for a host of this inventory or `localHosts`, lowest first; empty: no such host. */
  layersOf(host: string): readonly Layer[];
  /** Begins an inventory to which tasks add; what is here stays as it is. */
  adding(): AddingInventory;
}

/** What a task adds to the inventory while a run is under way, and where the task stands. */
export type Growth = { readonly at: Position } & (
  | {
      readonly kind: 'host';
      readonly name: string;
      readonly groups: readonly string[];
      /** Values that are never templates. */
      readonly variables: JsonObject;
    }
  /** Puts a host into a group, and that below others. */
  | {
      readonly kind: 'group';
      readonly host: string;
      readonly name: string;
      readonly parents: readonly string[];
    }
);

/** An inventory to which a run adds. */
export interface Adding {
  /** Whether there is anything new in it; a text: why it cannot be added. */
  adds(growth: Growth): boolean | string;
  add(growth: Growth): void;
}

export interface AddingInventory extends Adding {
  now(): LoadedInventory;
}

/** Everything that one place says for a host. */
export interface Layer {
  readonly layer: InventoryLayer;
  /** Where it comes from, as a person would say it: ``group `web` ``, `group_vars of `prod``. */
  readonly origin: string;
  readonly variables: Variables;
}
