import type { Meter } from '../../../meter.ts';

/** The rows of a text as Python's `csv` reads them: quotes hold delimiters and line breaks, a doubled quote is one. */
export function csvRows(text: string, delimiter: string, meter: Meter): readonly (readonly string[])[] {
  meter.step(text.length / 4);
  const rows: (readonly string[])[] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length; ) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, delimiter);
    // What stands behind the closing quote belongs to the cell as well.
    const more = plainCell(text, cell.end, delimiter);
    row.push(cell.value + more.value);
    at = more.end;
    if (text.startsWith(delimiter, at)) {
      at += delimiter.length;
      if (at < text.length) continue;
      row.push('');
    }
    rows.push(row);
    row = [];
    at += text.startsWith('\r\n', at) ? 2 : 1;
  }
  return rows;
}

interface CsvCell {
  readonly value: string;
  readonly end: number;
}

function quotedCell(text: string, start: number): CsvCell {
  const found = /"((?:[^"]|"")*)(?:"|$)/y;
  found.lastIndex = start;
  const [whole, inner] = found.exec(text) ?? [];
  return { value: (inner ?? '').replaceAll('""', '"'), end: start + (whole ?? '').length };
}

function plainCell(text: string, start: number, delimiter: string): CsvCell {
  const ends = [delimiter, '\n', '\r'].map((mark) => text.indexOf(mark, start)).filter((at) => at !== -1);
  const end = ends.length === 0 ? text.length : Math.min(...ends);
  return { value: text.slice(start, end), end };
}
