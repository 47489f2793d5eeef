import { Fault } from '../../../fault.ts';
import { pointCount, pointsOf } from '../../../values/points.ts';
import { linesOf } from '../../../values/string-methods.ts';
import { textOf } from '../../../values/text.ts';
import { flagArg, integerArg, textArg } from '../../arguments.ts';
import { type Call, type Routines, routine } from '../../routine.ts';

export const wrapFilters: Routines = {
  wordwrap: routine('width? break_long_words? wrapstring? break_on_hyphens?', wrapped),
};

/** Words with their hyphens, and what stands between them. A word may be broken behind a hyphen between letters. */
const pieces =
  /\s+|(?<=[\w!"'&.,?])-{2,}(?=\w)|\S+?(?:-(?:(?<=[^\d\W]{2}-)|(?<=[^\d\W]-[\w!"'&.,?]-))(?=[^\d\W]-?[^\d\W])|(?=\s|$)|(?<=[\w!"'&.,?])(?=-{2,}\w))/gu;

interface Width {
  readonly width: number;
  readonly breaksWords: boolean;
}

function wrapped({ input, args: [width, breaksWords, between, breaksHyphens], meter }: Call): string {
  const text = textOf(input, meter);
  const how = { width: integerArg(width, 79), breaksWords: flagArg(breaksWords, true) };
  if (how.width < 1) throw new Fault('type', 'the width must be at least 1');
  meter.step(text.length);
  const pattern = flagArg(breaksHyphens, true) ? pieces : /\s+|\S+/gu;
  const separator = textArg(between === null ? undefined : between, '\n', meter);
  const lines = linesOf(text, false, meter).map((line) => fill(line.match(pattern) ?? [], how));
  const breaks = lines.reduce((count, parts) => count + Math.max(1, parts.length), 0);
  meter.text(text.length + breaks * separator.length);
  return lines.map((parts) => parts.join(separator)).join(separator);
}

function fill(chunks: readonly string[], how: Width): readonly string[] {
  const lines: string[] = [];
  const left = [...chunks].reverse();
  while (left.length > 0) {
    // Blanks begin no line but the first.
    if (lines.length > 0 && left.at(-1)?.trim() === '') left.pop();
    const line = takeLine(left, how);
    if (line.at(-1)?.trim() === '') line.pop();
    if (line.length > 0) lines.push(line.join(''));
  }
  return lines;
}

/** As many pieces as fit; a word that fits no line is cut, or has one of its own. */
function takeLine(left: string[], { width, breaksWords }: Width): string[] {
  const line: string[] = [];
  let room = width;
  for (let next = left.at(-1); next !== undefined && pointCount(next) <= room; next = left.at(-1)) {
    line.push(next);
    room -= pointCount(next);
    left.pop();
  }
  const long = left.at(-1);
  if (long === undefined || pointCount(long) <= width) return line;
  if (breaksWords) {
    const letters = pointsOf(long);
    left[left.length - 1] = letters.slice(Math.max(1, room)).join('');
    line.push(letters.slice(0, Math.max(1, room)).join(''));
  } else if (line.length === 0) {
    line.push(long);
    left.pop();
  }
  return line;
}
