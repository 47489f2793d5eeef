import type { Operation } from '../../model/operation.ts';
import type { Open } from '../look/settle.ts';

/**
 * Whether what a task comes to could take a lasting reason away. Writing files and making folders and links of units does
 * not; a command may mount anew, and another mode, or a link that leads elsewhere, may open a folder. What is still to be
 * decided may be anything.
 */
export function mayLift(open: Open): boolean {
  return open.kind !== 'change' || !open.change.apply.every(leavesItAsItIs);
}

const LINKING: readonly string[] = ['enable', 'disable', 'mask', 'unmask', 'daemon-reload'];

function leavesItAsItIs(operation: Operation): boolean {
  if (operation.kind === 'run')
    return operation.argv[0] === 'systemctl' && LINKING.includes(operation.argv[1] ?? '');
  return operation.kind === 'write' || operation.kind === 'touch' || operation.kind === 'directory';
}
