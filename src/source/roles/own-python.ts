import { mistake, type Place, warning } from '../diagnostics/mistake.ts';
import type { Reading } from '../playbook/language.ts';

const PLUGINS = ['filter', 'test', 'lookup', 'action'].map((kind) => `${kind}_plugins`);

/**
 * Ansible would run the modules and plugins in Python that a role brings, or that lie beside a playbook. They are told once;
 * one in place of an action of ours would make that mean something else. `whose`: in words.
 */
export function tellOwnPython(folder: string, whose: string, place: Place, reading: Reading): void {
  const { project, language, diagnostics } = reading;
  if (project.lookedInto.has(folder)) return;
  project.lookedInto.add(folder);
  const namesIn = (part: string): readonly string[] =>
    (project.files.list(`${folder}/${part}`) ?? [])
      .filter((name) => name.endsWith('.py') && !name.startsWith('_'))
      .map((name) => name.slice(0, -'.py'.length));
  const modules = namesIn('library');
  const same = modules.find((name) => language.actions.has(name));
  if (same !== undefined) {
    const message = `${whose} brings a module of its own called \`${same}\` (library/${same}.py), which Ansible would run in place of the action`;
    diagnostics.push(mistake(place, 'unsupported', message, 'remove it, or give it another name'));
  }
  const found = [
    ...modules.map((name) => `library/${name}.py`),
    ...PLUGINS.flatMap((part) => namesIn(part).map((name) => `${part}/${name}.py`)),
  ].filter((path) => path !== `library/${same}.py`);
  if (found.length === 0) return;
  const message = `${whose} brings Python of its own, which is not run here: ${found.join(', ')}`;
  diagnostics.push(warning(place, 'unsupported', message, 'a task that calls it is refused where it stands'));
}
