import type { Diagnostic } from '../../model/diagnostic.ts';
import { RulerunError } from '../../model/error.ts';
import type { Variable, Variables } from '../../model/playbook/inventory.ts';
import type { Files } from '../../model/ports.ts';
import { formatPosition, startOf } from '../../model/values/position.ts';
import type { Vault } from '../../model/values/sealed.ts';
import { splitKeyValues } from '../../python/key-values.ts';
import { otherReadings } from '../../source/playbook/ambiguous.ts';
import { treeToJson } from '../../source/yaml/tree-json.ts';
import { decodeUtf8 } from '../../source/yaml/utf8.ts';
import { readYaml } from '../../source/yaml/yaml.ts';
import { playbookLimits } from '../../source/yaml/yaml-limits.ts';
import { VaultFault } from '../../vault/fault.ts';

/** What `-e` gives, and the values in it that Ansible reads in another way. */
export interface ExtraVars {
  readonly variables: Variables;
  readonly warnings: readonly Diagnostic[];
}

type Entries = readonly (readonly [string, Variable])[];

const option = '--extra-vars';

/**
 * The variables of `-e`: `key=value key2="two words"` (all of them text, as in Ansible), JSON or YAML that begins with
 * `{`, or `@file`. Later ones win.
 * @throws {RulerunError} `EXTRA_VARS`
 */
export async function readExtraVars(sources: readonly string[], files: Files): Promise<ExtraVars> {
  const variables = new Map<string, Variable>();
  const warnings: Diagnostic[] = [];
  for (const source of sources) {
    for (const [name, variable] of await entriesOf(source, files, warnings)) variables.set(name, variable);
  }
  return { variables, warnings };
}

async function entriesOf(source: string, files: Files, warnings: Diagnostic[]): Promise<Entries> {
  if (source === '') return [];
  if (source.startsWith('@')) {
    const path = source.slice(1);
    const bytes = await files.read(path).catch((error: unknown) => {
      throw error instanceof VaultFault ? wrong(`${path} is encrypted: ${error.message}`, error.hint) : error;
    });
    if (bytes === undefined) throw wrong(`there is no file ${path}`);
    return mappingIn(decodeUtf8(bytes, path).value ?? '', path, { vault: files.vault, warnings });
  }
  if (/^[{[]/.test(source)) return mappingIn(source, option, { vault: files.vault, warnings });
  if (/^[./]/.test(source)) throw wrong(`\`${source}\` looks like a file`, `write -e @${source}`);
  return pairsIn(source);
}

interface Reading {
  readonly vault: Vault | undefined;
  /** Grows. */
  readonly warnings: Diagnostic[];
}

function mappingIn(text: string, name: string, { vault, warnings }: Reading): Entries {
  const { value, diagnostics } = readYaml(text, name, playbookLimits, vault);
  const [first] = diagnostics.filter(({ severity }) => severity === 'error');
  if (first !== undefined) throw wrong(`${formatPosition(first.at)}: ${first.message}`, first.hint);
  if (value?.kind !== 'map') throw wrong(`${name} does not hold a mapping of names to values`);
  warnings.push(...diagnostics, ...otherReadings(value));
  return value.entries.map((entry) => [
    entry.key,
    { value: treeToJson(entry.value), at: name === option ? startOf(option) : entry.value.at },
  ]);
}

function pairsIn(text: string): Entries {
  const split = splitKeyValues(text);
  if (!split.ok) throw wrong(`\`${split.open}\` is never closed, from character ${split.offset + 1} on`);
  return split.words.map((word) => {
    if (word.kind === 'pair' && word.key !== '')
      return [word.key, { value: word.value, at: startOf(option) }] as const;
    const written = word.kind === 'pair' ? `=${word.value}` : word.text;
    throw wrong(`\`${written}\` is not of the form key=value`);
  });
}

function wrong(why: string, hint?: string): RulerunError {
  return new RulerunError('EXTRA_VARS', `--extra-vars: ${why}`, {
    hint: hint ?? `write -e name=value, -e '{"name": "value"}' or -e @file.yml`,
  });
}
