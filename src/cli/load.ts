import { dirname, resolve } from 'node:path';
import { hostFree } from '../actions/host_free/action.ts';
import { actions } from '../actions/registry.ts';
import { type Diagnostic, hasErrors, inReadingOrder } from '../model/diagnostic.ts';
import { ExitCode } from '../model/exit-code.ts';
import type { Plan } from '../model/plan.ts';
import type { Playbook } from '../model/playbook.ts';
import { planRun } from '../resolve/plan.ts';
import { checkExpression, checkTemplate } from '../resolve/syntax-check.ts';
import type { LoadedInventory } from '../source/inventory/build.ts';
import { readInventory } from '../source/inventory/read.ts';
import { readPlaybook } from '../source/playbook.ts';
import { decodeUtf8 } from '../source/utf8.ts';
import { warnOfAnsibleSettings } from './ansible-settings.ts';
import type { Cli } from './command-line.ts';
import { connectionOptions } from './connection-options.ts';
import { reportDiagnostics, type SourceTexts } from './diagnostics.ts';
import { readExtraVars } from './extra-vars.ts';
import { limitFiles } from './limit-files.ts';
import type { RunOptions } from './options.ts';
import { askPasswords, noPasswords } from './passwords.ts';
import { localFileTrouble } from './ports/local-file.ts';
import { projectFiles } from './ports/project-files.ts';
import { secretsIn } from './secrets.ts';
import { playbookPaths, shippedPlaybooks } from './shipped.ts';
import { readSshConfigs } from './ssh-configs.ts';

/** Everything the user named, read and resolved; or told what is wrong with it. */
export type Load = Loaded | { readonly ok: false; readonly exitCode: ExitCode };

export interface Loaded {
  readonly ok: true;
  readonly plan: Plan;
  /** The playbooks as they were read, to be kept with the run. */
  readonly sources: readonly { readonly file: string; readonly text: string }[];
  /** What must not be seen in anything that leaves this process. */
  readonly secrets: readonly string[];
}

export interface ReadPlaybooks {
  readonly playbooks: readonly Playbook[];
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: SourceTexts;
}

/** Reads playbooks and inventory, tells every mistake in them at once, and makes the plan. Contacts no host. */
export async function loadPlan(wanted: readonly string[], options: RunOptions, cli: Cli): Promise<Load> {
  const paths = await playbookPaths(wanted);
  return loadPlanOf(await readPlaybooks(paths), paths, options, cli);
}

/** The same for playbooks that have been read. */
export async function loadPlanOf(
  read: ReadPlaybooks,
  paths: readonly string[],
  options: RunOptions,
  cli: Cli,
): Promise<Load> {
  const inventory = await readInventory(options.inventory, projectFiles, {
    playbookDirs: paths.map((path) => dirname(path)),
  });
  const found = [...read.diagnostics, ...inventory.diagnostics];
  if (inventory.value === undefined) return refuse(found, read.texts, cli);
  // What is wrong with the hosts of a playbook is told together with what is wrong with its text.
  const plan = await planWith(read.playbooks, inventory.value, options, cli, hasErrors(found));
  const all = [...found, ...elsewhere(plan.diagnostics, found)];
  if (hasErrors(all) || plan.value === undefined) return refuse(all, read.texts, cli);
  await reportDiagnostics(inReadingOrder(all), read.texts, cli.terminal);
  await warnOfAnsibleSettings(cli.terminal);
  if (plan.value.plays.every(({ batches }) => batches.length === 0)) {
    cli.terminal.err(
      'rulerun: no host is left to work on\n  hint: look at the pattern with --list-hosts, and at --limit\n',
    );
    return { ok: false, exitCode: ExitCode.invalid };
  }
  return {
    ok: true,
    plan: plan.value,
    sources: [...read.texts].map(([file, text]) => ({ file, text })),
    secrets: secretsIn(plan.value),
  };
}

/** Reads playbooks; what is wrong with them is among the diagnostics. */
export async function readPlaybooks(wanted: readonly string[]): Promise<ReadPlaybooks> {
  const paths = await playbookPaths(wanted);
  const texts = new Map<string, string>();
  const playbooks: Playbook[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    const bytes = await projectFiles.read(path);
    if (bytes === undefined) {
      diagnostics.push(missing(path, await shippedPlaybooks()));
      continue;
    }
    const text = decodeUtf8(bytes, path);
    diagnostics.push(...text.diagnostics);
    if (text.value === undefined) continue;
    texts.set(path, text.value);
    const playbook = await playbookIn(text.value, path);
    diagnostics.push(...playbook.diagnostics);
    if (playbook.value !== undefined) playbooks.push(playbook.value);
  }
  return { playbooks, diagnostics, texts };
}

/** The playbook in a text, whatever the text comes from. */
export async function playbookIn(text: string, name: string): Promise<ReturnType<typeof readPlaybook>> {
  // Compiled when rulerun is built; loaded only by the commands that read playbooks.
  const { validators } = await import('#validators');
  return readPlaybook(text, name, { actions, validators, checkTemplate, checkExpression });
}

async function planWith(
  playbooks: readonly Playbook[],
  inventory: LoadedInventory,
  options: RunOptions,
  { terminal }: Cli,
  isRefused: boolean,
): Promise<ReturnType<typeof planRun>> {
  const extraVariables = await readExtraVars(options.extraVars, projectFiles);
  const passwords = isRefused ? noPasswords : await askPasswords(options, terminal);
  return planRun(playbooks, inventory, {
    selection: {
      tags: tagsIn(options.tags),
      skipTags: tagsIn(options.skipTags),
    },
    startAtTask: options.startAtTask,
    absolutePath: (path) => resolve(path),
    fileTrouble: localFileTrouble,
    inventorySources: options.inventory,
    limit: options.limit,
    limitFiles: await limitFiles(options.limit),
    extraVariables,
    standingChecks: [{ name: 'No other run has this host', action: hostFree }],
    connection: connectionOptions(
      options,
      passwords,
      terminal.environment,
      await readSshConfigs(inventory, extraVariables),
    ),
  });
}

function tagsIn(options: readonly string[]): readonly string[] {
  return options.flatMap((tags) => tags.split(',')).flatMap((tag) => tag.trim() || []);
}

/** Those whose place has not been told of: what a text gets wrong is no value of a host's as well. */
function elsewhere(later: readonly Diagnostic[], told: readonly Diagnostic[]): readonly Diagnostic[] {
  const placeOf = ({ at }: Diagnostic): string => JSON.stringify([at.file, at.line, at.column]);
  const places = new Set(told.filter(({ severity }) => severity === 'error').map(placeOf));
  return later.filter((each) => !places.has(placeOf(each)));
}

async function refuse(
  diagnostics: readonly Diagnostic[],
  texts: SourceTexts,
  { terminal }: Cli,
): Promise<Load> {
  await reportDiagnostics(inReadingOrder(diagnostics), texts, terminal);
  terminal.err('No host was contacted.\n');
  return { ok: false, exitCode: ExitCode.invalid };
}

function missing(path: string, shipped: readonly string[]): Diagnostic {
  const at = { file: path, line: 1, column: 1 };
  return {
    severity: 'error',
    code: 'no-such-file',
    message: 'there is no such file',
    at,
    length: 1,
    hint: `name a file, or one of rulerun's own: ${shipped.join(', ')}`,
  };
}
