import { Fault } from '../../../fault.ts';

export interface IniReading {
  readonly lines: (text: string) => readonly string[];
  readonly keepsCase: boolean;
  readonly allowsNoValue: boolean;
  /** True: what follows a `;` behind a space is a comment. */
  readonly hasInlineComments?: boolean;
  /** What the text is called in messages. */
  readonly file: string;
}

/** A value as it is written, and where its key stands; both count from 1. */
export interface IniEntry {
  readonly key: string;
  readonly value: string | null;
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a line; the message names it. */
export class IniFault extends Fault {
  readonly line: number;

  constructor({ line, file }: Place, what: string, hint?: string) {
    super('type', `line ${line} of ${file} ${what}`, { hint });
    this.line = line;
  }
}

type Entries = Map<string, IniEntry>;
type Values = ReadonlyMap<string, string | null>;

interface Place {
  readonly line: number;
  readonly file: string;
}

/** Where reading stands: the section, and the entry that a line further to the right goes on with. */
interface Reading {
  readonly sections: Map<string, Entries>;
  entries: Entries | undefined;
  last: IniEntry | undefined;
  indent: number;
}

/** The sections of a text as Python's `configparser` reads them, `%(name)s` put in, and `[DEFAULT]` in each. */
export function iniSections(text: string, how: IniReading): ReadonlyMap<string, Values> {
  return interpolated(iniEntries(text, how), how.file);
}

/** The same as it is written: nothing is put in, and `[DEFAULT]` is a section of its own. */
export function iniEntries(
  text: string,
  how: IniReading,
): ReadonlyMap<string, ReadonlyMap<string, IniEntry>> {
  const reading: Reading = {
    sections: new Map([['DEFAULT', new Map()]]),
    entries: undefined,
    last: undefined,
    indent: 0,
  };
  for (const [index, line] of how.lines(text).entries())
    readLine(line, reading, how, { line: index + 1, file: how.file });
  return reading.sections;
}

function readLine(written: string, reading: Reading, how: IniReading, place: Place): void {
  const line = how.hasInlineComments ? written.replace(/(^|\s);.*$/s, '$1') : written;
  const stripped = line.trim();
  if (stripped === '' || /^[#;]/.test(stripped)) return;
  const depth = line.length - line.trimStart().length;
  if (depth > reading.indent && goesOn(stripped, reading, place)) return;
  reading.indent = depth;
  const [, section] = /^\[(.+)\]/.exec(stripped) ?? [];
  if (section !== undefined) {
    reading.entries = sectionOf(section, reading.sections, place);
    reading.last = undefined;
    return;
  }
  if (reading.entries === undefined) throw new IniFault(place, 'stands before the first section');
  reading.last = addEntry(stripped, reading.entries, how, { ...place, column: depth + 1 });
}

function goesOn(line: string, reading: Reading, place: Place): boolean {
  const { last, entries } = reading;
  if (last === undefined) return false;
  if (last.value === null) throw new IniFault(place, `goes on with \`${last.key}\`, which has no value`);
  reading.last = { ...last, value: `${last.value}\n${line}` };
  entries?.set(last.key, reading.last);
  return true;
}

function sectionOf(name: string, sections: Map<string, Entries>, place: Place): Entries {
  const known = sections.get(name);
  if (known !== undefined && name !== 'DEFAULT')
    throw new IniFault(place, `begins the section \`${name}\` a second time`);
  const entries: Entries = known ?? new Map();
  sections.set(name, entries);
  return entries;
}

function addEntry(
  line: string,
  entries: Entries,
  { keepsCase, allowsNoValue }: IniReading,
  place: Place & { readonly column: number },
): IniEntry {
  const cut = line.search(/[=:]/);
  if (cut < 1 && !(allowsNoValue && cut === -1))
    throw new IniFault(place, 'is not KEY = VALUE', 'with `allow_no_value=true` it is a key');
  const written = (cut === -1 ? line : line.slice(0, cut)).trimEnd();
  const key = keepsCase ? written : written.toLowerCase();
  if (entries.has(key)) throw new IniFault(place, `gives \`${key}\` a second time`);
  const value = cut === -1 ? null : line.slice(cut + 1).trim();
  const entry = { key, value, line: place.line, column: place.column };
  entries.set(key, entry);
  return entry;
}

function interpolated(
  sections: ReadonlyMap<string, ReadonlyMap<string, IniEntry>>,
  file: string,
): ReadonlyMap<string, Values> {
  const defaults = sections.get('DEFAULT') ?? new Map<string, IniEntry>();
  return new Map(
    [...sections].map(([name, own]) => {
      const all: Values = new Map([...defaults, ...own].map(([key, { value }]) => [key, value]));
      const entries = [...all].map(([key, value]) => [key, withNames(value, all, file, 1)] as const);
      return [name, new Map(entries)] as const;
    }),
  );
}

function withNames(value: string | null, all: Values, file: string, depth: number): string | null {
  if (value === null) return null;
  if (depth > 10) throw new Fault('type', `a value of ${file} needs itself`);
  return value.replace(/%(?:%|\(([^)]+)\)s|.?)/gs, (whole, key?: string) => {
    if (whole === '%%') return '%';
    const found =
      key === undefined ? null : withNames(all.get(key.toLowerCase()) ?? null, all, file, depth + 1);
    if (found !== null) return found;
    throw new Fault('type', `\`${whole}\` in ${file} means nothing`, {
      hint: 'write `%%` for the sign itself',
    });
  });
}
