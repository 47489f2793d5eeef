import { joinedPath, splitExtension, splitPath } from '../../posix-path.ts';
import { textOf } from '../../values/text.ts';
import type { Value } from '../../values/value.ts';
import { itemsOf } from '../arguments.ts';
import { type Call, type Routines, routine } from '../routine.ts';

export const pathFilters: Routines = {
  basename: routine('', ({ input, meter }) => splitPath(textOf(input, meter))[1]),
  dirname: routine('', ({ input, meter }) => splitPath(textOf(input, meter))[0]),
  splitext: routine('', ({ input, meter }) => splitExtension(textOf(input, meter))),
  path_join: routine('', joinPath),
};

function joinPath({ input, meter }: Call): Value {
  if (typeof input === 'string') return input;
  const joined = joinedPath(...itemsOf(input, meter).map((part) => textOf(part, meter)));
  meter.text(joined.length);
  return joined;
}
