/** Undefined fields are inherited: a task's from its play, a play's from the command line and the inventory. */
export interface Become {
  readonly become: boolean | undefined;
  readonly user: string | undefined;
}
