import type { Case } from '../case.ts';
import { blocks } from './blocks.ts';
import { company } from './company.ts';
import { delegation } from './delegation.ts';
import { facts } from './facts.ts';
import { files } from './files.ts';
import { handlers } from './handlers.ts';
import { hosts } from './hosts.ts';
import { judgement } from './judgement.ts';
import { keywords } from './keywords.ts';
import { loops } from './loops.ts';
import { realistic } from './realistic.ts';
import { roles } from './roles.ts';
import { settings } from './settings.ts';
import { structure } from './structure.ts';
import { tasks } from './tasks.ts';
import { templates } from './templates.ts';
import { variables } from './variables.ts';

export const cases: readonly Case[] = [
  ...tasks,
  ...files,
  ...blocks,
  ...handlers,
  ...loops,
  ...structure,
  ...roles,
  ...variables,
  ...templates,
  ...judgement,
  ...hosts,
  ...keywords,
  ...facts,
  ...realistic,
  ...delegation,
  ...company,
  ...settings,
];
