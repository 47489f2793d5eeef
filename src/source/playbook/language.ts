import type { Actions } from '../../model/action.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Variables } from '../../model/playbook/inventory.ts';
import type { Mention } from '../../model/playbook/mention.ts';
import type { LooseTask } from '../../model/playbook/playbook.ts';
import type { ScopeLayer } from '../../model/playbook/precedence.ts';
import type { ModuleDefaults } from '../../model/playbook/structure.ts';
import type { Growing } from '../../model/values/nested.ts';
import type { Vault } from '../../model/values/sealed.ts';
import type { ScalarNode } from '../../model/values/tree.ts';
import type { Result } from '../../python/fault.ts';
import type { VariableUse } from '../../python/template/names.ts';
import type { Project } from '../structure/project.ts';
import type { SourceLines } from '../yaml/source-lines.ts';

/** What a playbook may say, beyond its own keywords. */
export interface Language {
  readonly actions: Actions;
  /** Checks a text with `{{ }}` in it. */
  readonly checkTemplate: SyntaxCheck;
  /** Checks an expression, such as that of `when`. */
  readonly checkExpression: SyntaxCheck;
  /** For values that are encrypted; absent: none of them can be opened. */
  readonly vault?: Vault;
  /** What a play says that does not say otherwise, by keyword; absent: nothing. */
  readonly playWords?: Readonly<Record<string, string | readonly string[]>>;
}

/** Gives every variable that is named. Which ones there are is not asked here. */
export type SyntaxCheck = (text: string) => Result<readonly VariableUse[]>;

/** A playbook on its way from a tree to plays. */
export interface Reading {
  readonly language: Language;
  readonly lines: SourceLines;
  readonly diagnostics: Diagnostic[];
  /** Grows. */
  readonly mentions: Growing<Mention>;
  /** The handlers that are notified; grows. */
  readonly notices: Growing<ScalarNode>;
  /** What handlers that could not be read would answer to, which has been told; grows. */
  readonly unread: string[];
  /** The handlers of each role that is used; grows. */
  readonly handlers: (readonly LooseTask[])[];
  /** The keys of the roles whose variables the whole play sees; grows. */
  readonly roles: string[];
  /** The roles that the play has run, each with what it was given; grows. */
  readonly ran: Set<string>;
  readonly project: Project;
  readonly standing: ReadingPlace;
  /** Numbers for blocks. */
  readonly blocks: Counter;
}

/** Where what is being read stands. Paths are absolute. */
export interface ReadingPlace {
  readonly file: string;
  readonly playFolder: string;
  readonly role: StandingRole | undefined;
  /** Where roles without a collection in their name are looked for too. */
  readonly collections: readonly string[];
  /** What is around it says, as far as that is known while it is read: what tasks lack may come from there. */
  readonly moduleDefaults: ModuleDefaults;
  readonly known: Known;
}

/** The variables that names and tags may use before any host is known, by the layers that they count in. */
export type Known = () => { readonly [Layer in ScopeLayer]?: Variables };

/** The role that a file belongs to. */
export interface StandingRole {
  readonly key: string;
  readonly name: string;
  readonly folder: string;
  readonly collection: string | undefined;
  /** Its own, without those of the roles that it depends on or that depend on it. */
  readonly defaults: Variables;
  readonly vars: Variables;
  readonly params: Variables;
  /** The role that depends on it. */
  readonly parent: StandingRole | undefined;
}

/** Gives the numbers from 1 on. */
export interface Counter {
  next(): number;
}

export function counter(): Counter {
  let last = 0;
  return {
    next: () => {
      last += 1;
      return last;
    },
  };
}

/** The same reading with nothing found yet. */
export function freshReading(reading: Reading): Reading {
  return {
    ...reading,
    ...{ diagnostics: [], mentions: [], notices: [], unread: [], handlers: [], roles: [] },
    blocks: counter(),
  };
}
