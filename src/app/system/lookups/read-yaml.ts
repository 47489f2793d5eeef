import type { YamlAnswer } from '../../../model/lookups.ts';
import type { Vault } from '../../../model/values/sealed.ts';
import { treeToJson } from '../../../source/yaml/tree-json.ts';
import { readYaml } from '../../../source/yaml/yaml.ts';
import { inventoryLimits } from '../../../source/yaml/yaml-limits.ts';
import { openVault } from '../../../vault/open-vault.ts';

/** A text that a template reads is data: nothing in it is opened. */
const closed: Vault = {
  ...openVault([]),
  sealed: () => {
    throw new Error('an encrypted value cannot be opened here');
  },
};

/** What a text says, document by document, as the reader of playbooks reads it. */
export function readYamlText(text: string): YamlAnswer {
  const read = documentsIn(text).map((one) => readYaml(one, 'the text', inventoryLimits, closed));
  const wrong = read.flatMap(({ diagnostics }) => diagnostics).find(({ severity }) => severity === 'error');
  if (wrong !== undefined) {
    const { line, column } = wrong.at;
    return { kind: 'refused', why: `${wrong.message} (line ${line}, column ${column})` };
  }
  return {
    kind: 'documents',
    documents: read.map(({ value }) => (value === undefined ? null : treeToJson(value))),
  };
}

/** `---` begins a document and `...` ends one, wherever they begin a line. */
function documentsIn(text: string): readonly string[] {
  const parts = text.split(/^(?:---(?=[ \t\r\n]|$)|\.\.\.[ \t]*$)/m);
  const [first = '', ...others] = parts;
  const begun = first.split('\n').every((line) => /^\s*(?:#|$)/.test(line)) ? [] : [first];
  return [...begun, ...others.filter((part, at) => at < others.length - 1 || part.trim() !== '' || at === 0)];
}
