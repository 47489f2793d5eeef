import { Fault } from '../../../fault.ts';

export interface IniReading {
  readonly lines: (text: string) => readonly string[];
  readonly keepsCase: boolean;
  readonly allowsNoValue: boolean;
  /** What the text is called in messages. */
  readonly file: string;
}

type Entries = Map<string, string | null>;

interface Entry {
  readonly key: string;
  readonly value: string | null;
}

/** Where reading stands: the section, and the entry that a line further to the right goes on with. */
interface Reading {
  readonly sections: Map<string, Entries>;
  entries: Entries | undefined;
  last: Entry | undefined;
  indent: number;
}

/** The sections of a text as Python's `configparser` reads them, `%(name)s` put in, and `[DEFAULT]` in each. */
export function iniSections(
  text: string,
  how: IniReading,
): ReadonlyMap<string, ReadonlyMap<string, string | null>> {
  const reading: Reading = {
    sections: new Map([['DEFAULT', new Map()]]),
    entries: undefined,
    last: undefined,
    indent: 0,
  };
  for (const [index, line] of how.lines(text).entries())
    readLine(line, reading, how, `line ${index + 1} of ${how.file}`);
  return interpolated(reading.sections, how.file);
}

function readLine(line: string, reading: Reading, how: IniReading, place: string): void {
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
  if (reading.entries === undefined) throw new Fault('type', `${place} stands before the first section`);
  reading.last = addEntry(stripped, reading.entries, how, place);
}

function goesOn(line: string, reading: Reading, place: string): boolean {
  const { last, entries } = reading;
  if (last === undefined) return false;
  if (last.value === null)
    throw new Fault('type', `${place} goes on with \`${last.key}\`, which has no value`);
  reading.last = { ...last, value: `${last.value}\n${line}` };
  entries?.set(last.key, reading.last.value);
  return true;
}

function sectionOf(name: string, sections: Map<string, Entries>, place: string): Entries {
  const known = sections.get(name);
  if (known !== undefined && name !== 'DEFAULT')
    throw new Fault('type', `${place} begins the section \`${name}\` a second time`);
  const entries = known ?? new Map<string, string | null>();
  sections.set(name, entries);
  return entries;
}

function addEntry(
  line: string,
  entries: Entries,
  { keepsCase, allowsNoValue }: IniReading,
  place: string,
): Entry {
  const cut = line.search(/[=:]/);
  if (cut < 1 && !(allowsNoValue && cut === -1))
    throw new Fault('type', `${place} is not KEY = VALUE`, {
      hint: 'with `allow_no_value=true` it is a key',
    });
  const written = (cut === -1 ? line : line.slice(0, cut)).trimEnd();
  const key = keepsCase ? written : written.toLowerCase();
  if (entries.has(key)) throw new Fault('type', `${place} gives \`${key}\` a second time`);
  const value = cut === -1 ? null : line.slice(cut + 1).trim();
  entries.set(key, value);
  return { key, value };
}

function interpolated(sections: ReadonlyMap<string, Entries>, file: string): ReadonlyMap<string, Entries> {
  const defaults: Entries = sections.get('DEFAULT') ?? new Map();
  return new Map(
    [...sections].map(([name, own]) => {
      const all: Entries = new Map([...defaults, ...own]);
      const entries = [...all].map(([key, value]) => [key, withNames(value, all, file, 1)] as const);
      return [name, new Map(entries)] as const;
    }),
  );
}

function withNames(value: string | null, all: Entries, file: string, depth: number): string | null {
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
