/** Colours and weights, or nothing: status is told by words, so a view without them loses nothing. */
export interface Style {
  readonly good: (text: string) => string;
  readonly changed: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
}

const plain = (text: string): string => text;

export const noStyle: Style = { good: plain, changed: plain, bad: plain, dim: plain, bold: plain };

export const ansiStyle: Style = {
  good: sgr(32, 39),
  changed: sgr(33, 39),
  bad: sgr(31, 39),
  dim: sgr(2, 22),
  bold: sgr(1, 22),
};

/** Select Graphic Rendition, ECMA-48 8.3.117. */
function sgr(on: number, off: number): (text: string) => string {
  return (text) => (text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`);
}

/**
 * Whether to colour: NO_COLOR (any value but the empty one) forbids it, FORCE_COLOR (any but `0` and the empty one)
 * demands it, otherwise a terminal that is not `dumb` has it. See no-color.org and force-color.org.
 */
export function styleFor(
  environment: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): Style {
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: term } = environment;
  if (no !== undefined && no !== '') return noStyle;
  if (force !== undefined && force !== '' && force !== '0') return ansiStyle;
  return isTerminal && term !== 'dumb' ? ansiStyle : noStyle;
}
