/** The name of a play's folder on the host. The first play's is the run itself: nearly every playbook has one play. */
export function hostRunName(run: string, play: number): string {
  return play === 1 ? run : `${run}.${play}`;
}

/** The number of the play that a folder on the host belongs to. */
export function playOf(hostRun: string): number {
  return Number(/\.(\d+)$/.exec(hostRun)?.[1] ?? 1);
}
