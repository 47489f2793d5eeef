import { describe, expect, test } from 'vitest';
import { kitFunctions } from '../host/kit.ts';
import { ASKING } from './every-question.test-kit.ts';
import { actions } from './registry.ts';

const asked = [
  ...new Set(
    ASKING.flatMap(
      ([name, params]) =>
        actions
          .get(name)
          ?.observe(params)
          .map(({ argv }) => argv[0]) ?? [],
    ),
  ),
];

/** The programs and builtins that a question may use: none of them changes anything. */
const LOOKING: ReadonlySet<string> = new Set([
  ...[
    'base64',
    'apk',
    'bash',
    'capsh',
    'chkconfig',
    'cat',
    'command',
    'date',
    'crictl',
    'df',
    'dpkg',
    'dpkg-query',
    'dmidecode',
    'docker',
    'du',
    'file',
    'find',
    'getent',
    'grep',
    'head',
    'id',
    'kill',
    'lsattr',
    'nc',
  ],
  ...[
    'ip',
    'ls',
    'lsb_release',
    'lsblk',
    'lspci',
    'lvs',
    'od',
    'pvs',
    'rc-status',
    'rc-update',
    'rpm',
    'service',
    'uname',
    'vgs',
    'wait',
  ],
  ...['readlink', 'sed', 'sleep', 'sort', 'stat', 'systemctl', 'timeout', 'tr', 'uniq'],
  ...[
    'env',
    'exec',
    '[',
    'break',
    'cd',
    'continue',
    'echo',
    'printf',
    'pwd',
    'read',
    'return',
    'set',
    'shift',
    ':',
    'eval',
  ],
]);
const KEYWORDS = new Set([
  'if',
  'then',
  'elif',
  'else',
  'fi',
  'for',
  'while',
  'do',
  'done',
  'case',
  'esac',
  'in',
  '!',
  '{',
  '}',
]);

/** Without what stands between quotes, as far as it is no command itself. */
function withoutTexts(text: string): string {
  return text
    .replace(/'[^']*'/g, "''")
    .replace(/\$\(\([^)]*\)\)/g, '0')
    .replace(/"(?:[^"$\\]|\\.|\$(?!\())*"/g, '""');
}

/** The words that stand where a command stands, keywords and assignments aside. */
function commandsIn(text: string): readonly string[] {
  const bare = withoutTexts(text)
    .replace(/\\\n/g, ' ')
    // The patterns of a case, up to their parenthesis.
    .replace(/(^|;;|\bin)\s*\(?(?:[^\s()'";&|$]|"[^"]*"|''|\$\w+|\s\|\s)+\)(?=\s|$)/gm, '$1 ;');
  const words: string[] = [];
  for (const part of bare.split(/&&|\|\||[;|&\n]|\$\(|\(|\)/)) {
    const tokens = part.trim().replace(/^"\s*/, '').split(/\s+/);
    while (tokens[0] !== undefined && (KEYWORDS.has(tokens[0]) || /^\w+=/.test(tokens[0]))) {
      // `for NAME in …` and `case WORD in` hold no command.
      if (tokens[0] === 'for' || tokens[0] === 'case') tokens.length = 0;
      else tokens.shift();
    }
    const [word = ''] = tokens;
    if (word !== '' && !/^["'\d<>*$-]/.test(word)) words.push(word);
  }
  return words;
}

test('every question is a function of the kit', () => {
  expect(asked.filter((name) => !name.startsWith('rr_'))).toEqual([]);
  expect(asked.length).toBeGreaterThan(15);
});

test('the samples above are of every action that asks', () => {
  const named = new Set(ASKING.map(([name]) => name));
  // They check what is known, or do something to the run itself.
  const silent =
    `add_host assert async_status debug fail group_by import_role import_tasks include_role include_tasks include_vars
    meta set_fact validate_argument_spec`.split(/\s+/);
  expect(
    [...new Set([...actions.values()].map(({ name }) => name))].filter((name) => !named.has(name)),
  ).toEqual(silent);
});

describe.each(asked)('%s', (name) => {
  const functions = kitFunctions([name]);
  const text = withoutTexts(functions.map((each) => each.text).join('\n'));

  test('calls only programs that look', () => {
    const known = new Set(functions.map((each) => each.name));
    const commands = new Set(
      functions.flatMap((each) => commandsIn(each.text.split('\n').slice(1).join('\n'))),
    );
    expect([...commands].filter((word) => !LOOKING.has(word) && !known.has(word))).toEqual([]);
  });

  test('asks the programs that can do more only to look', () => {
    expect(
      text.match(/\bsystemctl (?!show\b|is-enabled\b|list-units\b|list-unit-files\b)\S+/g) ?? [],
    ).toEqual([]);
    expect(
      text.match(/\bdpkg (?!--print-arch)\S+|\bapk (?!info\b|>)\S+|\brc-update (?!show\b)\S+/g) ?? [],
    ).toEqual([]);
    expect(
      text.match(/\bchkconfig (?!--list\b|>)\S+|(?<!=)\bservice (?!--status-all\b|"" status\b|>)\S+/g) ?? [],
    ).toEqual([]);
    expect(text.match(/\bip (?!-[46] route get\b|addr show\b|>)\S+/g) ?? []).toEqual([]);
    expect(
      text.match(/\brpm (?!-qa?\b|\]|>)\S+|\bdmidecode (?!-s\b|>)\S+|\bdate (?!-d\b|'')\S+/g) ?? [],
    ).toEqual([]);
    expect(text.match(/\bdocker (?!ps\b|inspect\b|>)\S+/g) ?? []).toEqual([]);
    expect(text.match(/\bkill (?!-0 )\S+/g) ?? []).toEqual([]);
    expect(text.match(/\bcrictl (?!ps\b|>)\S+/g) ?? []).toEqual([]);
    expect(text.match(/-delete\b|-ok\b|-exec (?!stat -c )\S+|-fprint/g) ?? []).toEqual([]);
    expect(text.match(/\bsed (?!-e )\S+|\bsed [^\n]*(-i|\bw )/g) ?? []).toEqual([]);
  });

  test('writes to no file', () => {
    const targets = [...text.matchAll(/(?<![<-])>+\s*(\S+)/g)].map(([, target = '']) =>
      target.replace(/[);]+$/, ''),
    );
    expect(targets.filter((target) => !/^(&\d|\/dev\/null)$/.test(target))).toEqual([]);
  });
});
