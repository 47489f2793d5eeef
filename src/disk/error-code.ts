/** What the system says of a call that failed, such as `EEXIST`; undefined: it says nothing. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** Whether it failed because there is no such file, folder or program. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}
