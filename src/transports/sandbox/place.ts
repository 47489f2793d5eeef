import { join } from 'node:path';

/** Where the sandbox keeps its client key and its nodes. */
export function sandboxFolder(stateDir: string): string {
  return join(stateDir, 'sandbox');
}

/** The folder of one node: its disk in `root`, its keys, and what its power needs. */
export function nodeFolder(stateDir: string, node: string): string {
  return join(sandboxFolder(stateDir), node);
}
