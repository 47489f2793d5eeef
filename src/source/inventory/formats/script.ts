import { messageOf } from '../../../model/error.ts';
import type { Files } from '../../../model/ports.ts';
import { isJsonObject, type JsonObject, type JsonValue, jsonObject } from '../../../model/values/json.ts';
import { type Position, startOf } from '../../../model/values/position.ts';
import { mistake } from '../../diagnostics/mistake.ts';
import { type Draft, setHostVariable } from './draft.ts';
import { readScriptGroups } from './script-groups.ts';
import { readJson } from './script-json.ts';

/** Processes that may ask for the variables of single hosts at the same time. */
const sideBySide = 8;

/**
 * Runs an inventory script with `--list` and reads its answer into the draft; runs it with `--host NAME` for each host
 * when the answer does not hold `_meta.hostvars`.
 */
export async function readScript(path: string, files: Files, draft: Draft): Promise<void> {
  const script = { path, at: startOf(path), files, draft };
  const answer = await ask(script, ['--list']);
  if (answer === undefined) return;
  const hosts = [...readScriptGroups(answer, script.at, draft)];

  const { _meta: meta } = answer;
  const { hostvars } = isJsonObject(meta) ? meta : jsonObject([]);
  if (hostvars !== undefined) takeFromMeta(hosts, hostvars, script);
  else await askForEach(hosts, script);
}

interface Script {
  readonly path: string;
  readonly at: Position;
  readonly files: Files;
  readonly draft: Draft;
}

function takeFromMeta(hosts: readonly string[], hostvars: JsonValue, script: Script): void {
  if (!isJsonObject(hostvars)) {
    refuse(script, '`_meta.hostvars` must be a mapping from host to variables');
    return;
  }
  for (const host of hosts) addVariables(host, hostvars[host] ?? {}, script);
}

async function askForEach(hosts: readonly string[], script: Script): Promise<void> {
  for (let from = 0; from < hosts.length; from += sideBySide) {
    const some = hosts.slice(from, from + sideBySide);
    const answers = await Promise.all(some.map((host) => ask(script, ['--host', host])));
    for (const [index, host] of some.entries()) addVariables(host, answers[index] ?? {}, script);
    // A script that fails for one host fails for the others too: do not run it a thousand times to hear so.
    if (answers.includes(undefined)) return;
  }
}

function addVariables(name: string, variables: JsonValue, script: Script): void {
  if (!isJsonObject(variables)) {
    refuse(script, `the variables of the host \`${name}\` must be a mapping`);
    return;
  }
  const { draft, at } = script;
  const host = draft.hosts.get(name);
  if (host === undefined) return;
  for (const [key, value] of Object.entries(variables)) setHostVariable(draft, host, key, { value, at });
}

/** The answer, or `undefined` when there is none that can be used; that has been noted. */
async function ask(script: Script, args: readonly string[]): Promise<JsonObject | undefined> {
  const { path, files } = script;
  const command = [path, ...args].join(' ');
  try {
    // Without a slash the system would look for it on its search path instead of here.
    const program = path.includes('/') ? path : `./${path}`;
    const { exitCode, stdout, stderr } = await files.runScript(program, args);
    if (exitCode !== 0)
      return refuse(script, `\`${command}\` failed with exit code ${exitCode}${said(stderr)}`);
    const json = readJson(stdout, files.vault);
    if (!json.ok) return refuse(script, `the answer of \`${command}\` ${json.why}`);
    if (!isJsonObject(json.value)) return refuse(script, `the answer of \`${command}\` is not a mapping`);
    return json.value;
  } catch (error) {
    return refuse(script, `\`${command}\`: ${messageOf(error)}`);
  }
}

/** The last line of standard error, which is where the reason stands. */
function said(stderr: string): string {
  const last = stderr.trimEnd().split('\n').at(-1) ?? '';
  return last === '' ? '' : `: ${last.slice(0, 300)}`;
}

function refuse({ draft, at, path }: Script, message: string): undefined {
  const hint = `run \`${path} --list\` by hand: it must print JSON`;
  draft.diagnostics.push(mistake(at, 'script-failed', message, hint));
}
