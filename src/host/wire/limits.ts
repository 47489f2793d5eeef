/** What a session allows a host. Times in milliseconds, sizes in bytes. */
export interface SessionLimits {
  /** The longest a host may say nothing while it answers questions. */
  readonly silentMs: number;
  /** The longest that one question may take, however much the host says meanwhile. */
  readonly answerMs: number;
  /** What a host may say beyond what is kept of its answers to one message, before it counts as flooding. */
  readonly floodBytes: number;
  /** The longest that answering all questions of one message may take. */
  readonly totalMs: number;
  /** From the start of the command until sudo has asked for the password and let us in. */
  readonly becomeMs: number;
  /** What a step may take beyond its own limit: to be ended (10 s), to sync, and to travel. */
  readonly marginMs: number;
  /** The longest that undoing one step may take. */
  readonly undoMs: number;
  /** Kept of each stream of an answer that does not say more, half from its beginning, half from its end. */
  readonly keepBytes: number;
  /** Kept on the host of each stream of a step: half from its beginning, half from its end. Rounded up to 1 KiB. */
  readonly spoolBytes: number;
}

export const defaultLimits: SessionLimits = {
  silentMs: 60_000,
  answerMs: 120_000,
  floodBytes: 64 * 1024 * 1024,
  totalMs: 300_000,
  becomeMs: 60_000,
  marginMs: 60_000,
  undoMs: 600_000,
  keepBytes: 1024 * 1024,
  spoolBytes: 8 * 1024 * 1024,
};
