export interface WaitForParams {
  readonly host?: string;
  readonly port?: number;
  readonly path?: string;
  readonly state?: 'started' | 'present' | 'stopped' | 'absent' | 'drained';
  readonly search_regex?: string;
  /** In milliseconds, as all of these. */
  readonly timeout?: number;
  readonly sleep?: number;
  readonly connect_timeout?: number;
  readonly msg?: string;
}
