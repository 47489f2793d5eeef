export interface FirewallProbeParams {
  readonly unchanged?: boolean;
  readonly containers?: 'unchanged' | 'any';
  readonly expect?: readonly string[];
  readonly except?: readonly string[];
  readonly policies?: 'kept' | 'any';
  /** In milliseconds. */
  readonly converge?: number;
}
