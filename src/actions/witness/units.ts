import type { Answer } from '../../model/action.ts';
import { readUnits } from '../../probes/unit/dependents.ts';
import { readUnit } from '../../probes/unit/unit.ts';
import { endsByItself } from '../../probes/unit/unit-state.ts';

/** Lines of a unit, a tab, and what it is. */
type Line = string;

/** Whether it runs, how it starts at boot, and the files and links by its name. */
export function linesOfUnit(answer: Answer): readonly Line[] | string {
  const unit = readUnit(answer);
  if (typeof unit === 'string') return unit;
  const links = [...unit.files, ...unit.enablement].map((file) =>
    [file.path, 'target' in file ? `a link to ${file.target}` : file.kind].join('\t'),
  );
  return [
    // What ends by itself is found running or not by chance.
    ...(endsByItself(unit) ? [] : running(unit.id, unit.activeState)),
    `${unit.id} at boot\t${unit.enabledWord === '' ? 'unknown' : unit.enabledWord}`,
    ...links,
  ];
}

/** Which of the units that stop and start with it run. */
export function linesOfDependents(answer: Answer): readonly Line[] | string {
  const units = readUnits(answer);
  return typeof units === 'string'
    ? units
    : units.flatMap((values) => running(values.get('Id') ?? '', values.get('ActiveState') ?? ''));
}

/** Up, and not just trying to be: a question to Docker makes its socket start it, again and again where it fails. */
const UP: readonly string[] = ['active', 'reloading', 'refreshing'];

/** What does not run has no line: systemd forgets it when nothing needs it. */
function running(id: string, activeState: string): readonly Line[] {
  return UP.includes(activeState) ? [`${id}\trunning`] : [];
}

export function differentUnits(before: readonly Line[], now: readonly Line[]): readonly string[] {
  const then = values(before);
  const left = values(now);
  return [...new Set([...then.keys(), ...left.keys()])].flatMap((subject) => {
    const missing = subject.startsWith('/') ? 'absent' : 'not running';
    const was = then.get(subject) ?? missing;
    const is = left.get(subject) ?? missing;
    return was === is ? [] : [`${subject} was ${was} and is ${is}`];
  });
}

function values(lines: readonly Line[]): ReadonlyMap<string, string> {
  return new Map(
    lines.map((line) => [line.slice(0, line.indexOf('\t')), line.slice(line.indexOf('\t') + 1)]),
  );
}
