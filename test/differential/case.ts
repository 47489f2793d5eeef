import type { JsonObject } from '../../src/model/values/json.ts';

/** A small playbook that both tools run, and what is known to differ. */
export interface Case {
  /** A sentence. */
  readonly name: string;
  /** `node1`, and so on; 1 without it. All of them find the same files. */
  readonly hosts?: number;
  /** An inventory in place of that, as INI. */
  readonly inventory?: string;
  /** Shell text that makes what the tasks find, run in the case's folder before either tool. */
  readonly prepare?: string;
  /** Further keywords of the play, as YAML. */
  readonly play?: string;
  /** A list of tasks, as YAML. `{{ here }}` is the case's folder, which both tools see under the same name. */
  readonly tasks?: string;
  readonly handlers?: string;
  /** A whole playbook in place of `play`, `tasks` and `handlers`. Every play says `hosts:` at its beginning. */
  readonly playbook?: string;
  /** What else lies beside the playbook, by path: roles, tasks to include, templates. */
  readonly files?: Readonly<Record<string, string>>;
  readonly options?: CaseOptions;
  /** What rulerun does differently on purpose. Without it the two must agree in everything. */
  readonly differs?: Deliberate;
  /** What stays on disk after the undo, and the preview has said so: a command has no undo unless it brings one. */
  readonly stays?: readonly string[];
}

/** What stands on the command line of both. */
export interface CaseOptions {
  readonly extraVars?: JsonObject;
  readonly tags?: readonly string[];
  readonly skipTags?: readonly string[];
  readonly limit?: string;
  readonly startAtTask?: string;
}

export interface Deliberate {
  /** The first words of the row in the README's table that tells it. */
  readonly row: string;
  /** Every difference, as the comparison words it: `what: what Ansible says | what rulerun says`. */
  readonly differences: readonly string[];
}
