import { ruleCodes } from '../../firewall/codes.ts';
import { LINT_RULES } from '../../firewall/lint/lint.ts';
import { ansibleCfgCodes } from '../../model/codes/ansible-cfg.ts';
import { failureCodes } from '../../model/codes/failures.ts';
import { inventoryCodes } from '../../model/codes/inventory.ts';
import { playbookCodes } from '../../model/codes/playbook.ts';
import { troubleCodes } from '../../model/codes/trouble.ts';
import { yamlCodes } from '../../model/codes/yaml.ts';

/** What stands in brackets behind `error`, or is the `code` or `kind` of something in JSON output. */
export interface ExplainedCode {
  readonly code: string;
  /** What has it: the heading in the list. */
  readonly of: string;
  readonly cause: string;
  readonly wayOut: string;
}

/** Every code there is. One code can have two meanings, as in a playbook and in a text of rules. */
export const explainedCodes: readonly ExplainedCode[] = [
  ...explained('Any YAML file', yamlCodes),
  ...explained('Playbooks', playbookCodes),
  ...explained('Inventories and connections', inventoryCodes),
  ...explained("Ansible's settings", ansibleCfgCodes),
  ...explained('Hosts', failureCodes),
  ...explained('Commands', troubleCodes),
  ...explained('Texts of firewall rules', ruleCodes),
  ...LINT_RULES.map(({ id, title, why, fix }) => ({
    code: id,
    of: 'Findings of `rulerun firewall lint`',
    cause: `${sentence(title)} ${sentence(why)}`,
    wayOut: sentence(fix),
  })),
];

function explained(of: string, texts: Readonly<Record<string, string>>): readonly ExplainedCode[] {
  return Object.entries(texts).map(([code, text]) => {
    const end = text.indexOf('. ') + 1;
    return { code, of, cause: text.slice(0, end), wayOut: text.slice(end + 1) };
  });
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** A list for people, below the headings. */
export function codeLines(codes: readonly ExplainedCode[]): readonly string[] {
  return codes.flatMap(({ code, of, cause, wayOut }, index) => [
    ...(codes[index - 1]?.of === of ? [] : [...(index === 0 ? [] : ['']), `${of}:`]),
    `  ${code}`,
    `      ${cause}`,
    `      ${wayOut}`,
  ]);
}
