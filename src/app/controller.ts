/** The machine that runs are led from. */
export interface Controller {
  /** Where runs are kept. */
  readonly stateDir: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}
