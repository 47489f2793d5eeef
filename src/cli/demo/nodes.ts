import { type Failure, HostFailure } from '../../model/run/failure.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import { openTransports } from '../../transports/transports.ts';

/** Powers a test node on and off. The result says in a line why there can be none, and what to do; undefined: there can. */
export async function whyNoNodes(stateDir: string, signal: AbortSignal): Promise<string | undefined> {
  await using transports = openTransports(stateDir);
  try {
    await using _link = await transports.connect({ kind: 'sandbox', node: 'node1' }, signal);
    return undefined;
  } catch (error) {
    if (signal.aborted) return undefined;
    if (error instanceof HostFailure && error.failure.kind === 'unreachable') return noNodes(error.failure);
    throw error;
  }
}

export function noNodes({ cause, hint }: Failure & { readonly kind: 'unreachable' }): string {
  // The state folder of a demo is its own, below the folder for temporary files.
  const way = cause.includes('noexec') ? 'name a folder elsewhere by TMPDIR' : hint;
  return safeLine(`rulerun demo: there can be no test nodes here: ${cause}. What to do: ${way}`);
}
