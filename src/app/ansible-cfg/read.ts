import { posix } from 'node:path';
import type { AnsibleCfgCode } from '../../model/codes/ansible-cfg.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { type IniEntry, IniFault, iniEntries } from '../../python/template/lookups/read/ini.ts';
import { type CfgOptions, type HonouredSetting, honoured, type Unusable, unquoted } from './honoured.ts';
import { judged } from './judged.ts';
import { type PlayWords, playWords } from './play-words.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Found = Diagnostic<AnsibleCfgCode>;

/** Where an ansible.cfg lies, and what its paths begin with. */
export interface CfgPlace {
  /** As it is shown. */
  readonly file: string;
  /** The folder in which it lies, absolute. */
  readonly beside: string;
  readonly home: string;
  /** For `{{CWD}}`. */
  readonly folder: string;
  readonly environment: Environment;
}

interface ReadCfg {
  readonly options: CfgOptions;
  readonly diagnostics: readonly Found[];
}

/** What the text of an ansible.cfg asks for, as options, and what of it rulerun cannot do. */
export function readAnsibleCfg(text: string, place: CfgPlace): ReadCfg {
  const entries = entriesOf(text, place.file);
  if (!Array.isArray(entries)) return { options: {}, diagnostics: [entries as Found] };
  const options = new Map<string, unknown>();
  const diagnostics: Found[] = [];
  for (const [setting, entry] of entries as readonly Entry[]) {
    const how = honoured.get(setting);
    if (how !== undefined) {
      const value = optionValue(entry, how, place);
      if (isUnusable(value)) diagnostics.push(unusable(entry, value, place.file));
      else if (value !== undefined) options.set(how.option, value);
    }
    const judgement = judgementOf(setting, entry, place.file);
    if (judgement !== undefined) diagnostics.push(judgement);
  }
  const words = wordsIn(entries as readonly Entry[]);
  if (Object.keys(words).length > 0) options.set('playWords', words);
  return { options: Object.fromEntries(options), diagnostics };
}

function wordsIn(entries: readonly Entry[]): PlayWords {
  const words = entries.flatMap(([setting, { value }]) => {
    const word = playWords.get(setting);
    const said = word?.said(unquoted(value ?? ''));
    return word === undefined || said === undefined ? [] : [[word.keyword, said] as const];
  });
  return Object.fromEntries(words);
}

type Entry = readonly [setting: string, entry: IniEntry];

/** By section and key, `[DEFAULT]` in each section that does not say the same; or the line that cannot be read. */
function entriesOf(text: string, file: string): readonly Entry[] | Found {
  try {
    const sections = iniEntries(text.replace(/^\uFEFF/, ''), {
      lines: (whole) => whole.split('\n'),
      keepsCase: false,
      allowsNoValue: false,
      hasInlineComments: true,
      file,
    });
    const inEach = sections.get('DEFAULT') ?? new Map<string, IniEntry>();
    return [...sections].flatMap(([section, own]) =>
      [...new Map([...inEach, ...own])].map(([key, entry]): Entry => [`${section}.${key}`, entry]),
    );
  } catch (error) {
    if (!(error instanceof IniFault)) throw error;
    const at = { file, line: error.line, column: 1 };
    const hint = 'write KEY = VALUE below a section such as [defaults]';
    return { severity: 'error', code: 'invalid-ini', message: error.message, at, length: 1, hint };
  }
}

/** Undefined: it says nothing, or the environment says something else that wins. */
function optionValue(
  { value }: IniEntry,
  { convert, variables = [] }: HonouredSetting,
  place: CfgPlace,
): unknown | Unusable {
  if (variables.some((name) => (place.environment[name] ?? '') !== '')) return undefined;
  return convert(unquoted(value ?? ''), (path) => absolute(path, place));
}

function isUnusable(value: unknown): value is Unusable {
  return typeof value === 'object' && value !== null && 'wanted' in value;
}

function unusable(entry: IniEntry, { wanted }: Unusable, file: string): Found {
  const message = `\`${entry.key}\` must be ${wanted}, not \`${entry.value}\``;
  return { ...placeOf(entry, file), severity: 'error', code: 'invalid-setting', message, hint: undefined };
}

function judgementOf(setting: string, entry: IniEntry, file: string): Found | undefined {
  const judgement = judged.get(setting);
  if (judgement === undefined || judgement.accepts(unquoted(entry.value ?? ''))) return undefined;
  const { severity, why, hint } = judgement;
  const code = severity === 'error' ? 'setting-refused' : 'setting-unused';
  const message = `\`${entry.key}\` is not taken from here: ${why}`;
  return { ...placeOf(entry, file), severity, code, message, hint };
}

function placeOf({ key, line, column }: IniEntry, file: string): Pick<Found, 'at' | 'length'> {
  return { at: { file, line, column }, length: key.length };
}

/** `~` and `$NAME` stand for what they stand for in a shell; what is relative begins beside the ansible.cfg. */
function absolute(path: string, { beside, home, folder, environment }: CfgPlace): string {
  const atHome = path.replaceAll('{{CWD}}', folder).replace(/^~(?=\/|$)/, home);
  const expanded = atHome.replace(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (whole, braced?: string, bare?: string) => environment[braced ?? bare ?? ''] ?? whole,
  );
  return posix.resolve(beside, expanded);
}
