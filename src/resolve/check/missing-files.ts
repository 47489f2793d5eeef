import type { Task } from '../../model/playbook/playbook.ts';
import { scalarsOf } from '../../model/values/tree.ts';
import type { ValueMistake } from './foresee-included.ts';

/** Why a file that a playbook names cannot be read on this machine; undefined: it can. */
export type FileTrouble = (playbook: string, name: string) => string | undefined;

/** Many hosts need the same few files. */
export function askedOnce(fileTrouble: FileTrouble): FileTrouble {
  const known = new Map<string, string | undefined>();
  return (playbook, name) => {
    const key = JSON.stringify([playbook, name]);
    if (!known.has(key)) known.set(key, fileTrouble(playbook, name));
    return known.get(key);
  };
}

export function missingFiles(
  task: Task,
  names: readonly string[],
  fileTrouble: FileTrouble,
): readonly ValueMistake[] {
  if (task.failedWhen !== undefined) return [];
  return names.flatMap((name) => {
    const message = fileTrouble(task.at.file, name);
    if (message === undefined) return [];
    const written = scalarsOf(task.params).find(({ text }) => text === name);
    const hint = `give a path that is absolute, or relative to ${task.at.file}`;
    return [{ message, hint, at: written?.at ?? task.params.at, length: written?.text.length ?? 1 }];
  });
}
