import { actions, byName } from '../../actions/registry.ts';
import type { Action } from '../../model/action.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Playbook } from '../../model/playbook/playbook.ts';
import { startOf } from '../../model/values/position.ts';
import type { Vault } from '../../model/values/sealed.ts';
import { checkExpression, checkTemplate } from '../../resolve/check/syntax-check.ts';
import { attempt, isUnreadable } from '../../source/inventory/attempt.ts';
import type { Language } from '../../source/playbook/language.ts';
import { readPlaybook } from '../../source/playbook/playbook.ts';
import { openProject } from '../../source/structure/project.ts';
import { decodeUtf8 } from '../../source/yaml/utf8.ts';
import type { Controller } from '../controller.ts';
import { projectFiles, refuseStrangers } from '../system/project-files.ts';
import { sourceFiles } from '../system/source-files.ts';
import { readExtraVars } from './extra-vars.ts';
import type { ProjectOptions } from './options.ts';
import type { ReadPlaybooks } from './playbooks.ts';
import { projectPlaces } from './project-places.ts';
import { playbookPaths, shippedPlaybooks } from './shipped.ts';

/** What playbooks are read with. */
export interface ReadingOptions extends Pick<ProjectOptions, 'rolesPath' | 'collectionsPath' | 'playWords'> {
  readonly environment: Controller['environment'];
  /** Beside those of rulerun and before them. */
  readonly actions?: readonly Action[];
  readonly vault?: Controller['vault'];
  /** What -e says: the names of files and roles, and tags, may use it. */
  readonly extraVars?: readonly string[];
}

/**
 * Reads playbooks by their paths, or by their names where they are part of rulerun, with all that they import and may include.
 * @throws {RulerunError} `NO_SUCH_PLAYBOOK`, `UNTRUSTED_FILE`
 */
export async function readPlaybooks(
  wanted: readonly string[],
  { environment, actions: own = [], vault, extraVars = [], playWords, ...places }: ReadingOptions,
): Promise<ReadPlaybooks> {
  const paths = await playbookPaths(wanted);
  const files = projectFiles(environment, vault);
  const language = languageWith(own, vault, playWords);
  const { variables } = await readExtraVars(extraVars, files);
  const project = openProject(sourceFiles, projectPlaces(environment, places), vault, variables);
  const { texts } = project;
  const playbooks: Playbook[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    const bytes = await attempt(path, diagnostics, () => files.read(path));
    if (bytes === undefined && isUnreadable(path, diagnostics)) continue;
    if (bytes === undefined) {
      diagnostics.push(missing(path, await shippedPlaybooks()));
      continue;
    }
    const text = decodeUtf8(bytes, path);
    diagnostics.push(...text.diagnostics);
    if (text.value === undefined) continue;
    // What was encrypted is neither shown nor kept with a run.
    if (!files.vault?.wasEncrypted(path)) texts.set(path, text.value);
    const playbook = readPlaybook(text.value, path, language, project);
    diagnostics.push(...playbook.diagnostics);
    if (playbook.value !== undefined) playbooks.push(playbook.value);
  }
  for (const path of texts.keys()) await refuseStrangers(path, environment);
  return { paths, playbooks, actions: language.actions, diagnostics, texts, vault };
}

/** The playbook that rulerun itself needs to reach hosts as any other would; `purpose` stands for its file in what is told. */
export function ownPlaybook(text: string, purpose: string): ReadPlaybooks {
  const { value, diagnostics } = readPlaybook(text, purpose, languageWith([]));
  const playbooks = value === undefined ? [] : [value];
  return { paths: [], playbooks, actions, diagnostics, texts: new Map(), vault: undefined };
}

function languageWith(
  own: readonly Action[],
  vault?: Vault,
  playWords?: ReadingOptions['playWords'],
): Language {
  return {
    actions: new Map([...actions, ...byName(own)]),
    checkTemplate,
    checkExpression,
    ...(vault === undefined ? {} : { vault }),
    ...(playWords === undefined ? {} : { playWords }),
  };
}

function missing(path: string, shipped: readonly string[]): Diagnostic {
  const at = startOf(path);
  return {
    severity: 'error',
    code: 'no-such-file',
    message: 'there is no such file',
    at,
    length: 1,
    hint: `name a file, or one of rulerun's own: ${shipped.join(', ')}`,
  };
}
