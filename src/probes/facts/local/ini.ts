import { type JsonObject, jsonObject } from '../../../model/values/json.ts';

type Section = Map<string, string>;

/**
 * Sections of an INI text as Python's configparser reads them: names in lower case, a line that is indented goes on with the
 * value before it, `[DEFAULT]` counts in every section, `%(name)s` is another value. `undefined`: it is no such text.
 */
export function readIni(text: string): JsonObject | undefined {
  const sections = new Map<string, Section>([['DEFAULT', new Map()]]);
  let at: Place | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(?:[#;]|$)/.test(line)) continue;
    const [, heading] = /^\[([^\]]+)\]/.exec(line) ?? [];
    at = heading === undefined ? at && valueIn(line, at) : sectionAt(heading, sections);
    if (at === undefined) return undefined;
  }
  const defaults = sections.get('DEFAULT') ?? new Map();
  sections.delete('DEFAULT');
  return valuesOf(sections, defaults);
}

/** Begins a section; `undefined`: there is one of this name. */
function sectionAt(heading: string, sections: Map<string, Section>): Place | undefined {
  if (heading !== 'DEFAULT' && sections.has(heading)) return undefined;
  const section = sections.get(heading) ?? new Map();
  sections.set(heading, section);
  return { section, name: undefined };
}

/** Where the next line goes on: in this section, and with the value of this name when it is indented. */
interface Place {
  readonly section: Section;
  readonly name: string | undefined;
}

/** Takes a line into its section; `undefined`: it is none of such a text. */
function valueIn(line: string, { section, name }: Place): Place | undefined {
  if (/^\s/.test(line) && name !== undefined) {
    section.set(name, `${section.get(name)}\n${line.trim()}`);
    return { section, name };
  }
  const [, key = '', value = ''] = /^\s*(\S.*?)\s*[=:]\s*(.*)$/.exec(line) ?? [];
  const lower = key.toLowerCase();
  if (key === '' || section.has(lower)) return undefined;
  section.set(lower, value.trim());
  return { section, name: lower };
}

function valuesOf(sections: ReadonlyMap<string, Section>, defaults: Section): JsonObject | undefined {
  const read: (readonly [string, JsonObject])[] = [];
  for (const [heading, own] of sections) {
    const all = new Map([...defaults, ...own]);
    const values = [...all].map(([name, value]) => [name, filledIn(value, all, 10)] as const);
    if (values.some(([, value]) => value === undefined)) return undefined;
    read.push([heading, jsonObject(values.map(([name, value]) => [name, value ?? ''] as const))]);
  }
  return jsonObject(read);
}

/** `undefined`: it refers to what is not there, or to itself. */
function filledIn(value: string, all: ReadonlyMap<string, string>, depth: number): string | undefined {
  if (!value.includes('%')) return value;
  if (depth === 0) return undefined;
  let isWhole = true;
  const filled = value.replaceAll(/%%|%\(([^)]+)\)s|%/g, (found, name: string | undefined) => {
    const other = name === undefined ? undefined : all.get(name.toLowerCase());
    const inner = other === undefined ? undefined : filledIn(other, all, depth - 1);
    if (found === '%%') return '%';
    if (inner === undefined) isWhole = false;
    return inner ?? '';
  });
  return isWhole ? filled : undefined;
}
