import { posix } from 'node:path';
import type { Operation } from '../../../model/operation.ts';
import type { InstallLine, Unit } from '../../../probes/unit/unit.ts';

const CONFIG = '/etc/systemd/system';
const RUNTIME = '/run/systemd/system';

const FOLDERS: ReadonlyMap<string, string> = new Map([
  ['WantedBy', 'wants'],
  ['RequiredBy', 'requires'],
  ['UpheldBy', 'upholds'],
]);

/**
 * The links that `systemctl enable` will make, as the unit files say, those of units named in `Also=` among them. What
 * is there already is among them too.
 */
export function linksToCome(unit: Unit): readonly string[] {
  return unit.install.flatMap((line) => linksFor(line));
}

function linksFor({ unit, key, values }: InstallLine): readonly string[] {
  const named = values.map((value) => withSpecifiers(value, unit));
  if (key === 'Alias') return named.map((alias) => `${CONFIG}/${alias}`);
  const folder = FOLDERS.get(key);
  return folder === undefined ? [] : named.map((target) => `${CONFIG}/${target}.${folder}/${unit}`);
}

/** `%i` and its like, the few that make sense in [Install]. */
function withSpecifiers(value: string, unit: string): string {
  const suffix = unit.slice(unit.lastIndexOf('.'));
  const whole = unit.slice(0, -suffix.length);
  const [prefix = whole, ...instance] = whole.split('@');
  return value.replace(/%([%niNpj])/g, (_, letter: string) => {
    if (letter === '%') return '%';
    if (letter === 'n') return unit;
    if (letter === 'N') return whole;
    if (letter === 'i') return instance.join('@');
    return letter === 'j' ? prefix.slice(prefix.lastIndexOf('-') + 1) : prefix;
  });
}

/** All paths that enabling or disabling may touch: each must be as before after an undo. */
export function pathsOfEnablement(unit: Unit): readonly string[] {
  return [...new Set([...unit.enablement.map(({ path }) => path), ...linksToCome(unit)])];
}

/**
 * Operations that bring the preserved paths back. `systemctl disable` also removes a folder that it leaves empty, so the
 * folders come first; those that `enable` has to make go again, unless somebody else uses them by then.
 */
export function restoreLinks(unit: Unit, paths: readonly string[]): readonly Operation[] {
  const folders = [
    ...new Set(
      paths.map((path) => posix.dirname(path)).filter((folder) => folder !== CONFIG && folder !== RUNTIME),
    ),
  ];
  return [
    ...folders.flatMap((path): readonly Operation[] => {
      const mode = unit.folders.get(path);
      return mode === undefined ? [] : [{ kind: 'directory', path, mode: mode.padStart(4, '0') }];
    }),
    ...paths.map((path): Operation => ({ kind: 'restore', path })),
    ...folders.filter((path) => !unit.folders.has(path)).map(removeIfEmpty),
  ];
}

/** The folder of one of these paths in which nothing can be changed; undefined: all can. */
export function closedFolder({ folders, readOnly }: Unit, paths: readonly string[]): string | undefined {
  return paths
    .map((path) => posix.dirname(path))
    .map((folder) =>
      folders.has(folder) || folder === RUNTIME || !folder.startsWith(CONFIG) ? folder : CONFIG,
    )
    .find((folder) => readOnly.includes(folder));
}

function removeIfEmpty(folder: string): Operation {
  return { kind: 'run', argv: ['sh', '-c', 'rmdir -- "$1" 2>/dev/null || :', 'sh', folder] };
}
