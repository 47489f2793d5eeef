import { dirname, join } from 'node:path';

export function runFolder(stateDir: string, run: string): string {
  return join(stateDir, 'runs', run);
}

export function journalPath(stateDir: string, run: string): string {
  return join(runFolder(stateDir, run), 'journal.jsonl');
}

/** Where a journal goes on when its disk has failed. */
export function endPath(journal: string): string {
  return join(dirname(journal), 'journal-end.jsonl');
}

/** What keeps room on the disk for that. */
export function reservePath(journal: string): string {
  return join(dirname(journal), 'reserve');
}
