import { RulerunError } from '../../model/error.ts';
import type { Variables } from '../../model/playbook/inventory.ts';
import type { Files } from '../../model/ports.ts';
import { isJsonObject, type JsonValue } from '../../model/values/json.ts';
import { treeToJson } from '../../source/yaml/tree-json.ts';
import { decodeUtf8 } from '../../source/yaml/utf8.ts';
import { readYaml } from '../../source/yaml/yaml.ts';
import { playbookLimits } from '../../source/yaml/yaml-limits.ts';

/**
 * The variables of `-e`: `key=value key2="two words"` (all of them text, as in Ansible), JSON or YAML that begins with
 * `{`, or `@file`. Later ones win.
 * @throws {RulerunError} `EXTRA_VARS`
 */
export async function readExtraVars(sources: readonly string[], files: Files): Promise<Variables> {
  const variables = new Map<string, { readonly value: JsonValue; readonly at: undefined }>();
  for (const source of sources) {
    for (const [name, value] of await entriesOf(source, files)) variables.set(name, { value, at: undefined });
  }
  return variables;
}

async function entriesOf(source: string, files: Files): Promise<readonly (readonly [string, JsonValue])[]> {
  if (source.startsWith('@')) {
    const path = source.slice(1);
    const bytes = await files.read(path);
    if (bytes === undefined) throw wrong(`there is no file ${path}`);
    return mappingIn(decodeUtf8(bytes, path).value ?? '', path);
  }
  if (source.trimStart().startsWith('{')) return mappingIn(source, '--extra-vars');
  return words(source).map((word) => {
    const at = word.indexOf('=');
    if (at < 1) throw wrong(`\`${word}\` is not of the form key=value`);
    return [word.slice(0, at), word.slice(at + 1)] as const;
  });
}

function mappingIn(text: string, name: string): readonly (readonly [string, JsonValue])[] {
  const { value, diagnostics } = readYaml(text, name, playbookLimits);
  const [first] = diagnostics.filter(({ severity }) => severity === 'error');
  if (first !== undefined)
    throw wrong(`${first.at.file}:${first.at.line}:${first.at.column}: ${first.message}`);
  const json = value === undefined ? null : treeToJson(value);
  if (!isJsonObject(json)) throw wrong(`${name} does not hold a mapping of names to values`);
  return Object.entries(json);
}

/** Splits at blanks, keeping what stands in quotes together. */
function words(text: string): readonly string[] {
  const found = text.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  return found.map((word) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_, double: string, single: string) => double ?? single),
  );
}

function wrong(why: string): RulerunError {
  return new RulerunError('EXTRA_VARS', `--extra-vars: ${why}`, {
    hint: `write -e name=value, -e '{"name": "value"}' or -e @file.yml`,
  });
}
