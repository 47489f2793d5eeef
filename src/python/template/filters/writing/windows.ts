import { textOf } from '../../../values/text.ts';
import { type Routines, routine } from '../../routine.ts';

/** Paths as Windows writes them: either slash, and a drive or a share before them. */
export const windowsFilters: Routines = {
  win_basename: routine('', ({ input, meter }) => splitName(textOf(input, meter))[1]),
  win_dirname: routine('', ({ input, meter }) => splitName(textOf(input, meter))[0]),
  win_splitdrive: routine('', ({ input, meter }) => splitDrive(textOf(input, meter))),
};

function splitDrive(path: string): readonly [string, string] {
  const share = /^[\\/]{2}[^\\/]+[\\/][^\\/]+/.exec(path) ?? /^.:/su.exec(path);
  const length = share?.[0].length ?? 0;
  return [path.slice(0, length), path.slice(length)];
}

function splitName(path: string): readonly [string, string] {
  const [drive, rest] = splitDrive(path);
  const cut = Math.max(rest.lastIndexOf('/'), rest.lastIndexOf('\\')) + 1;
  const folder = rest.slice(0, cut);
  return [drive + (folder.replace(/[\\/]+$/, '') || folder), rest.slice(cut)];
}
