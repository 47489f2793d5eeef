/** What a task wants of a unit; undefined: it does not care. */
export interface WantedUnit {
  readonly enabled: boolean | undefined;
  readonly masked: boolean | undefined;
  readonly state: 'started' | 'stopped' | 'restarted' | 'reloaded' | undefined;
  /** Systemd reads changed unit files again before anything else. */
  readonly reload: boolean;
}
