import { dirname, resolve } from 'node:path';
import { type Diagnostic, inReadingOrder, type Read } from '../../model/diagnostic.ts';
import type { Playbook } from '../../model/playbook/playbook.ts';
import type { Tree } from '../../model/values/tree.ts';
import { mistake } from '../diagnostics/mistake.ts';
import { noProject, type Project } from '../structure/project.ts';
import { sourceLines } from '../yaml/source-lines.ts';
import { isNothing, treePlace } from '../yaml/tree-place.ts';
import { readYaml } from '../yaml/yaml.ts';
import { playbookLimits } from '../yaml/yaml-limits.ts';
import { counter, type Language, type Reading, type ReadingPlace } from './language.ts';
import { readPlays } from './plays.ts';

/**
 * Reads a playbook. Every mistake is told at once, in the order of the text; a playbook with errors among them is only
 * good for finding more.
 */
export function readPlaybook(
  text: string,
  file: string,
  language: Language,
  project: Project = noProject(),
): Read<Playbook> {
  const { value: tree, diagnostics } = readYaml(text, file, playbookLimits, language.vault);
  if (tree === undefined) return { value: undefined, diagnostics };
  const reading: Reading = {
    language,
    lines: sourceLines(text),
    diagnostics: [...diagnostics],
    mentions: [],
    ...{ notices: [], unread: [], handlers: [], roles: [], ran: new Set(), project },
    standing: standingOf(resolve(project.folder, file), project),
    blocks: counter(),
  };
  if (tree.kind !== 'list' || tree.items.length === 0) {
    const all = [...diagnostics, noPlays(tree)];
    return { value: undefined, diagnostics: inReadingOrder(all) };
  }
  project.opening.push(reading.standing.file);
  const plays = readPlays(tree.items, reading);
  project.opening.pop();
  return {
    value: { file, plays, ...ownFiles(project) },
    diagnostics: inReadingOrder(reading.diagnostics),
  };
}

function standingOf(file: string, { extraVariables }: Project): ReadingPlace {
  const known = { 'extra vars': extraVariables };
  const none = { role: undefined, collections: [], moduleDefaults: new Map() };
  return { ...none, file, playFolder: dirname(file), known: () => known };
}

function ownFiles({
  roles,
  included,
  unreadable,
}: Project): Pick<Playbook, 'roles' | 'included' | 'unreadable'> {
  return { roles, included, unreadable };
}

function noPlays(tree: Tree): Diagnostic {
  const isEmpty = isNothing(tree) || (tree.kind === 'list' && tree.items.length === 0);
  const message = isEmpty ? 'there is no play in this file' : 'this is not a list of plays';
  const hint = 'a playbook is a list of plays: it starts with `- hosts: …`';
  return mistake(treePlace(tree), 'invalid-playbook', message, hint);
}
