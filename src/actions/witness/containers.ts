import type { Answer } from '../../model/action.ts';
import { readContainers } from '../../probes/containers/containers.ts';
import { without } from '../firewall/firewall_probe/difference.ts';

/** The names of what runs; CRI-O tells only how many there are. A new container of the same pod is the same here. */
export function linesOfContainers(answer: Answer): readonly string[] | string {
  const containers = readContainers(answer);
  if (typeof containers === 'string') return containers;
  if (containers.kind === 'none') return [];
  return containers.all
    .map(({ name }) => (name === '' ? 'a container' : name.replace(/^(k8s_.*)_\d+$/, '$1')))
    .sort();
}

/** New ones are nobody's fault. */
export function differentContainers(before: readonly string[], now: readonly string[]): readonly string[] {
  return without(before, now).map((name) => `the container ${name} does not run`);
}
