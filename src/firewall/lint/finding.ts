/** One thing that is wrong, or may be, in a text of rules. */
export interface Finding {
  /** `FW001` and so on; a number is never used for anything else. */
  readonly id: string;
  /**
   * `error`: the file does not load, or loading it breaks what runs. `warning`: it may. `info`: worth knowing.
   */
  readonly severity: 'error' | 'warning' | 'info';
  /** 1 is the first line of the text. */
  readonly line: number;
  /** What is wrong here, in one sentence without a full stop. */
  readonly message: string;
  /** What comes of it. */
  readonly why: string;
  /** The way out. */
  readonly fix: string;
}
