import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Gives each worker a place of its own for the records that runs keep on this machine: as on any host, one run at a time has it.
 * Root's place is fixed.
 */
const place: string = join(tmpdir(), `state-${process.env['VITEST_POOL_ID'] ?? ''}`);
mkdirSync(place, { recursive: true });
process.env['XDG_STATE_HOME'] = place;
