import { randomBytes } from 'node:crypto';
import type { Random } from '../../model/ports.ts';

export const systemRandom: Random = { hex: (bytes) => randomBytes(bytes).toString('hex') };
