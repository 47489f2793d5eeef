import { Fault } from '../../fault.ts';
import { firstMatch, programOf } from '../../regex/use.ts';
import { splitWords } from '../../shlex.ts';
import { booleanOf } from '../../values/boolean-word.ts';
import { linesOf } from '../../values/string-methods.ts';
import { known, type Value } from '../../values/value.ts';
import { type LookupCall, type LookupPlugins, lookupFault, lookupPlugin, textTerm } from './lookup.ts';
import { csvRows } from './read/csv.ts';
import { iniSections } from './read/ini.ts';
import { foundFile, textInFile } from './search.ts';

const csvOptions = 'file delimiter col default encoding';
const iniOptions = 'type file section re encoding default case_sensitive allow_no_value allow_none';

/** What finds one value in a file of many. */
export const tableLookups: LookupPlugins = {
  csvfile: lookupPlugin(csvOptions, (call) => call.terms.flatMap((term) => cell(textTerm(term), call))),
  ini: lookupPlugin(iniOptions, (call) => call.terms.flatMap((term) => setting(textTerm(term), call))),
};

type Options = ReadonlyMap<string, Value>;

function cell(term: string, call: LookupCall): readonly Value[] {
  const { key, options } = withInline(term, call, csvOptions, (words) => words.join(' '));
  if (key === '') throw lookupFault('a key is needed: the text of the first column');
  const delimiter = text(options, 'delimiter', 'TAB');
  const column = Number(text(options, 'col', '1'));
  const name = text(options, 'file', 'ansible.csv');
  const path = foundFile(name, call.subfolder ?? 'files', call);
  const row = csvRows(textInFile(path, call), delimiter === 'TAB' ? '\t' : delimiter, call.meter).find(
    ([first]) => first === key,
  );
  if (row === undefined) return otherwise(options, null);
  const found = row.at(column);
  if (found === undefined || !Number.isInteger(column))
    throw lookupFault(`the row \`${key}\` of ${name} has no column ${text(options, 'col', '1')}`);
  return [found];
}

function setting(term: string, call: LookupCall): readonly Value[] {
  const isInline = term.includes('=') || term.trim().includes(' ');
  const { key, options } = isInline
    ? withInline(term, call, iniOptions, ([first = '']) => first)
    : { key: term, options: call.options };
  const name = text(options, 'file', 'ansible.ini');
  const isJava = text(options, 'type', 'ini') === 'properties';
  const section = isJava ? 'java_properties' : text(options, 'section', 'global');
  const content = textInFile(foundFile(name, call.subfolder ?? 'files', call), call);
  const found = iniSections(isJava ? `[java_properties]\n${content}` : content, {
    lines: (whole) => linesOf(whole, false, call.meter),
    keepsCase: flag(options, 'case_sensitive'),
    allowsNoValue: flag(options, 'allow_no_value') || flag(options, 'allow_none'),
    file: name,
  });
  const entries = found.get(section);
  if (entries === undefined)
    throw lookupFault(`${name} has no section \`${section}\``, `it has ${[...found.keys()].join(', ')}`);
  if (flag(options, 're')) {
    const program = programOf(key);
    return [...entries]
      .filter(([one]) => firstMatch(program, one, 'match', call.meter) !== undefined)
      .map(([, value]) => value);
  }
  const value = entries.get(flag(options, 'case_sensitive') ? key : key.toLowerCase());
  return value === undefined ? otherwise(options, '') : itemsIn(value);
}

/** What is given where nothing is found. */
function otherwise(options: Options, usual: Value): readonly Value[] {
  return itemsIn(known(options.get('default') ?? usual));
}

/** None is no item. */
function itemsIn(value: Value): readonly Value[] {
  return value === null ? [] : [value];
}

/** `KEY file=x.csv col=2`: options may stand behind the key, as they did before they had names of their own. */
function withInline(
  term: string,
  { options }: LookupCall,
  known: string,
  keyIn: (words: readonly string[]) => string,
): { readonly key: string; readonly options: Options } {
  const split = splitWords(term);
  if (!split.ok) throw lookupFault(`\`${term}\` cannot be read: ${split.why}`);
  const names = known.split(' ');
  const pairs = split.words.flatMap((word) => {
    const name = names.find((one) => word.startsWith(`${one}=`));
    return name === undefined ? [] : [[name, word.slice(name.length + 1)] as const];
  });
  const words = split.words.filter((word) => !names.some((one) => word.startsWith(`${one}=`)));
  return {
    key: pairs.length === 0 ? term.trim() : keyIn(words),
    options: new Map<string, Value>([...options, ...pairs]),
  };
}

function text(options: Options, name: string, otherwise: string): string {
  const value = options.get(name) ?? otherwise;
  return typeof value === 'number' ? String(value) : textTerm(value);
}

function flag(options: Options, name: string): boolean {
  const value = booleanOf(options.get(name) ?? false);
  if (value === undefined) throw new Fault('type', `\`${name}\` is true or false`);
  return value;
}
