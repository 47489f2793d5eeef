import { Fault } from '../../../fault.ts';
import { replaceText, stripText } from '../../../values/string-methods.ts';
import { known, type Value } from '../../../values/value.ts';
import { integerArg, stringArg } from '../../arguments.ts';
import { type Call, type Routines, routine } from '../../routine.ts';

export const commentFilters: Routines = { comment: routine('style? *', comment) };

type Layout = Readonly<Record<string, Value>>;

/** What is written before the text, before each of its lines, and behind it. */
const styles: ReadonlyMap<string, Layout> = new Map<string, Layout>([
  ['plain', { decoration: '# ' }],
  ['erlang', { decoration: '% ' }],
  ['c', { decoration: '// ' }],
  ['cblock', { beginning: '/*', decoration: ' * ', end: ' */' }],
  ['xml', { beginning: '<!--', decoration: ' - ', end: '-->' }],
]);

const names = 'newline beginning prefix prefix_count decoration postfix postfix_count end'.split(' ');

function comment({ input, args: [style], named, meter }: Call): string {
  const name = stringArg(style, 'plain');
  const layout = styles.get(name);
  if (layout === undefined)
    throw new Fault('type', `there is no style \`${name}\``, {
      hint: `there are ${[...styles.keys()].join(', ')}`,
    });
  const unknown = [...named.keys()].find((key) => !names.includes(key));
  if (unknown !== undefined)
    throw new Fault('type', `has no parameter \`${unknown}\``, { hint: names.join(', ') });

  const given: Layout = { ...layout, ...Object.fromEntries(named) };
  const part = (key: string, otherwise: string): string => stringArg(given[key] ?? otherwise);
  const count = (key: string): number => Math.max(0, integerArg(known(given[key] ?? 1), 1));
  const [newline, decoration] = [part('newline', '\n'), part('decoration', '')];
  const around = stripText(decoration, null, 'right');
  const [prefix, postfix] = [part('prefix', around), part('postfix', around)];
  meter.text((prefix.length + 1) * count('prefix_count') + (postfix.length + 1) * count('postfix_count'));

  const lines = decoration + replaceText(stringArg(input), newline, newline + decoration, -1, meter);
  const text =
    decoration === '' ? lines : replaceText(lines, decoration + newline, around + newline, -1, meter);
  const [beginning, end] = [part('beginning', ''), part('end', '')];
  return [
    beginning === '' ? '' : beginning + newline,
    prefix === '' ? '' : (prefix === newline ? newline : prefix + newline).repeat(count('prefix_count')),
    text,
    (newline + postfix).repeat(count('postfix_count')),
    end === '' ? '' : newline + end,
  ].join('');
}
