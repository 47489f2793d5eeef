/** One number, one meaning. Documented in README.md; a test keeps the two equal. */
export const ExitCode = {
  /** Done, nothing wrong. */
  ok: 0,
  /** A task failed and was left as the play asked. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** The playbook or the inventory is wrong. No host was contacted. */
  invalid: 3,
  /** Preflight refused, or a schedule was running or outside its window. No host was changed. */
  blocked: 4,
  /** It failed, and everything changed on the hosts that failed was rolled back. */
  rolledBack: 5,
  /** Rolling back failed on some host. A person must look. */
  rollbackFailed: 6,
  /** Some host's outcome is unknown. */
  unknown: 7,
  /** `plan` or `drift` found something to change, `firewall` found something. */
  pending: 10,
  /** A bug in rulerun. */
  internal: 70,
  /** The result, or the record of the run, could not be written on this machine. On the hosts nothing went wrong. */
  unwritten: 74,
  /** Interrupted, or the window closed before every host was started. */
  interrupted: 130,
  /** Standard output was closed before all of the result was written, as by `| head`. On the hosts nothing went wrong. */
  cut: 141,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
