import { factMeantBy, isForeignFact } from './fact-names.ts';

/** Why a name that Ansible gives a value to has none here. */
export interface Reserved {
  readonly code: 'fact' | 'unsupported';
  /** One sentence without a full stop. */
  readonly message: string;
  readonly hint: string;
  /** In Ansible it wins over every variable of that name. */
  readonly wins: boolean;
}

/**
 * What a name means in Ansible that it cannot mean here; `undefined`: the same. Such a name is refused where it is
 * written, because a `default` or `is defined` around it would make it mean something else without a word.
 */
export function reservedMeaning(name: string): Reserved | undefined {
  if (isForeignFact(name)) {
    return {
      code: 'fact',
      message: `\`${name}\` is not told of hosts here: it takes Facter, Ohai, a network device or another system`,
      hint: `give a variable of that name its value in the inventory, in \`vars\` or with -e`,
      wins: false,
    };
  }
  const meant = factMeantBy(name);
  if (meant !== undefined)
    return {
      code: 'fact',
      message: `there is no fact \`${name}\``,
      hint: `did you mean \`${meant}\`?`,
      wins: false,
    };
  const instead = unsupported.get(name);
  if (instead === undefined) return undefined;
  const message = `the variable \`${name}\` of Ansible's is not supported`;
  return { code: 'unsupported', message, hint: instead, wins: wins.has(name) };
}

const noPython = 'nothing of Ansible or Python is used';
const sameSeenOrNot = 'what a run does must not depend on how it is watched; use a variable of your own';

const unsupported: ReadonlyMap<string, string> = new Map(
  Object.entries({
    vars: 'name the variable itself',
    environment:
      "the task's own environment; rename a variable of that name, which Ansible would not see either",
    ansible_playbook_python: noPython,
    ansible_config_file: noPython,
    ansible_forks: sameSeenOrNot,
    ansible_verbosity: sameSeenOrNot,
    ansible_diff_mode: sameSeenOrNot,
  }),
);

const wins: ReadonlySet<string> = new Set(['vars', 'environment']);
