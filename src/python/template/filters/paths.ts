import { textOf } from '../../values/text.ts';
import type { Value } from '../../values/value.ts';
import { itemsOf } from '../arguments.ts';
import { type Call, type Routines, routine } from '../routine.ts';

/** Paths of the hosts, which are POSIX, wherever the controller runs. Text in, text out: no file is looked at. */
export const pathFilters: Routines = {
  basename: routine('', ({ input, meter }) => splitPath(textOf(input, meter))[1]),
  dirname: routine('', ({ input, meter }) => splitPath(textOf(input, meter))[0]),
  splitext: routine('', ({ input, meter }) => splitExtension(textOf(input, meter))),
  path_join: routine('', joinPath),
};

function splitPath(path: string): readonly [string, string] {
  const cut = path.lastIndexOf('/') + 1;
  const head = path.slice(0, cut);
  const isRoot = /^\/*$/.test(head);
  return [isRoot ? head : head.replace(/\/+$/, ''), path.slice(cut)];
}

function splitExtension(path: string): readonly [string, string] {
  const [, name] = splitPath(path);
  const dot = name.lastIndexOf('.');
  // Leading dots are part of the name.
  if (dot === -1 || /^\.*$/.test(name.slice(0, dot))) return [path, ''];
  const cut = path.length - name.length + dot;
  return [path.slice(0, cut), path.slice(cut)];
}

function joinPath({ input, meter }: Call): Value {
  if (typeof input === 'string') return input;
  const parts = itemsOf(input, meter).map((part) => textOf(part, meter));
  const joined = parts.reduce((path, part) => {
    if (part.startsWith('/')) return part;
    return path === '' || path.endsWith('/') ? path + part : `${path}/${part}`;
  }, '');
  meter.text(joined.length);
  return joined;
}
