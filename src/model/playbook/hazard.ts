/** What a task must not do by accident. One that means it says `allow_NAME: true`. */
export const HAZARDS = ['flush'] as const;

export interface Hazard {
  readonly name: (typeof HAZARDS)[number];
  /** One sentence without a full stop: `this empties chains of the running firewall: …`. */
  readonly why: string;
  /** What to do instead, and the keyword that allows it. */
  readonly hint: string;
}
