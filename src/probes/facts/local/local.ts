import { type JsonValue, jsonObject } from '../../../model/values/json.ts';
import type { FactGroup } from '../group.ts';
import { factProbe } from '../told.ts';
import { readIni } from './ini.ts';
import { readJson } from './json-text.ts';

/** What the administrator has put into `/etc/ansible/facts.d`: texts in JSON or INI, and programs that print such. */
export const local: FactGroup = {
  name: 'local',
  subsets: ['min', 'local'],
  names: ['local'],
  ask: ({ factPath, limitSeconds }) =>
    factProbe(['rr_facts_local', factPath, String(limitSeconds)], function* ({ lines }) {
      yield ['local', jsonObject(filesIn(lines).map((file) => [file.name, factIn(file)] as const))];
    }),
};

/** One file of facts, or what it printed when it was run. */
interface FactFile {
  readonly path: string;
  readonly name: string;
  readonly text: string;
  /** What a program wrote to standard error, with its exit code as the last line; empty for a text. */
  readonly said: string;
}

function filesIn(lines: readonly string[]): readonly FactFile[] {
  const files: { path: string; text: string[]; said: string[]; isSaid: boolean }[] = [];
  for (const line of lines) {
    const [, path] = /^fact (?:text|program) (.*)$/.exec(line) ?? [];
    const current = files.at(-1);
    if (path !== undefined) files.push({ path, text: [], said: [], isSaid: false });
    else if (current === undefined) continue;
    else if (line === 'said') current.isSaid = true;
    else (current.isSaid ? current.said : current.text).push(line);
  }
  return files.map(({ path, text, said }) => ({
    path,
    name: path.slice(path.lastIndexOf('/') + 1).replaceAll('.fact', ''),
    text: decoded(text),
    said: decoded(said),
  }));
}

function decoded(lines: readonly string[]): string {
  return new TextDecoder().decode(Uint8Array.from(atob(lines.join('')), (letter) => letter.charCodeAt(0)));
}

function factIn({ path, text, said }: FactFile): JsonValue {
  const [, complaint = '', code = '0'] = /^([\s\S]*?\n?)(\d+)\n*$/.exec(said) ?? [];
  if (code !== '0') return `Failure executing fact script (${path}), rc: ${code}, err: ${complaint}`;
  return (
    readJson(text) ?? readIni(text) ?? `error loading facts as JSON or ini - please check content: ${path}`
  );
}
