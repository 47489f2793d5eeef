/** A small playbook that both tools run, and what is known to differ. */
export interface Case {
  /** A sentence. */
  readonly name: string;
  /** 1 without it. Several hosts only look: no tree is compared. */
  readonly hosts?: 1 | 2;
  /** Shell text that makes what the tasks find, run in the case's folder before either tool. */
  readonly prepare?: string;
  /** Further keywords of the play, as YAML. */
  readonly play?: string;
  /** A list of tasks, as YAML. `{{ here }}` is the case's folder, which both tools see under the same name. */
  readonly tasks: string;
  readonly handlers?: string;
  /** What rulerun does differently on purpose. Without it the two must agree in everything. */
  readonly differs?: Deliberate;
}

export interface Deliberate {
  /** The first words of the row in the README's table that tells it. */
  readonly row: string;
  /** Every difference, as the comparison words it: `what: what Ansible says | what rulerun says`. */
  readonly differences: readonly string[];
}
