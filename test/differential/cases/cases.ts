import type { Case } from '../case.ts';
import { blocks } from './blocks.ts';
import { files } from './files.ts';
import { handlers } from './handlers.ts';
import { loops } from './loops.ts';
import { structure } from './structure.ts';
import { tasks } from './tasks.ts';

export const cases: readonly Case[] = [...tasks, ...files, ...blocks, ...handlers, ...loops, ...structure];
