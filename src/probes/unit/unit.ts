import type { Answer } from '../../model/action.ts';
import { keyValues, linesOf, troubleIn, wordsOf } from '../answer.ts';
import type { Probe } from '../probe.ts';

/** What a host says of a unit: the answer of `rr_unit`. */
export interface Unit {
  /** The name it really has; an alias was resolved. */
  readonly id: string;
  /** All its names, `id` among them. */
  readonly names: readonly string[];
  /** `loaded`, `masked`, `not-found`, `error`, `bad-setting`. */
  readonly loadState: string;
  readonly loadError: string;
  readonly activeState: string;
  readonly subState: string;
  /** The word of `systemctl is-enabled`; empty when it has none, as for a unit that is not there. */
  readonly enabledWord: string;
  readonly fragmentPath: string;
  /** Of an init script that systemd has made a unit of; else empty. */
  readonly sourcePath: string;
  readonly dropInPaths: readonly string[];
  readonly needsReload: boolean;
  /** `oneshot`, `simple`…; empty for what is not a service. */
  readonly type: string;
  readonly remainsAfterExit: boolean;
  readonly canReload: boolean;
  /** Nobody may start it, or stop it, by hand: only other units do. */
  readonly refusesStart: boolean;
  readonly refusesStop: boolean;
  readonly result: string;
  /** Units that do not run without this one, as far as systemd has loaded them. */
  readonly requiredBy: readonly string[];
  readonly triggeredBy: readonly string[];
  readonly files: readonly UnitFile[];
  /** What starts it at boot: links in /etc and /run, its own and those of the units it names in `Also=`. */
  readonly enablement: readonly UnitLink[];
  /** Links in packages' folders, which `systemctl disable` leaves. */
  readonly vendorLinks: readonly UnitLink[];
  /** The folders for such links that exist, and the mode of each in octal digits. */
  readonly folders: ReadonlyMap<string, string>;
  /** Folders for such links in which nothing can be changed: their mount is read-only. */
  readonly readOnly: readonly string[];
  readonly install: readonly InstallLine[];
}

export type UnitFile =
  | { readonly kind: 'file' | 'empty'; readonly unit: string; readonly path: string }
  | { readonly kind: 'link'; readonly unit: string; readonly path: string; readonly target: string };

export interface UnitLink {
  readonly kind: 'wants' | 'alias';
  readonly unit: string;
  readonly path: string;
  readonly target: string;
}

/** `WantedBy=multi-user.target` of a unit's [Install] section. */
export interface InstallLine {
  readonly unit: string;
  readonly key: string;
  readonly values: readonly string[];
}

export const SEE_STATUS = 'check with `systemctl status` on the host';

/** @param unit with its suffix */
export function unitNamed(unit: string): Probe<Unit> {
  return { argv: ['rr_unit', unit], read: readUnit, hint: SEE_STATUS };
}

/** The unit, or in one sentence why nothing is known of it. */
export function readUnit(answer: Answer): Unit | string {
  const trouble = troubleIn(answer, /^LoadState=\w/m);
  if (trouble !== undefined) return `systemd did not answer: ${trouble}`;
  const lines = linesOf(answer);
  const rows = lines.filter((line) => line.includes('\t')).map((line) => line.split('\t'));
  const values = keyValues(lines.filter((line) => !line.includes('\t')));
  const value = (key: string): string => values.get(key) ?? '';
  const id = value('Id');
  return {
    id,
    names: [...new Set([id, ...wordsOf(value('Names'))])],
    loadState: value('LoadState'),
    loadError: readLoadError(value('LoadError')),
    activeState: value('ActiveState'),
    subState: value('SubState'),
    enabledWord: value('EnabledWord'),
    fragmentPath: value('FragmentPath'),
    sourcePath: value('SourcePath'),
    dropInPaths: wordsOf(value('DropInPaths')),
    needsReload: value('NeedDaemonReload') === 'yes',
    type: value('Type'),
    remainsAfterExit: value('RemainAfterExit') === 'yes',
    canReload: value('CanReload') === 'yes',
    refusesStart: value('RefuseManualStart') === 'yes',
    refusesStop: value('RefuseManualStop') === 'yes',
    result: value('Result'),
    requiredBy: [
      ...wordsOf(value('RequiredBy')),
      ...wordsOf(value('RequiredByOverridable')),
      ...wordsOf(value('BoundBy')),
    ],
    triggeredBy: wordsOf(value('TriggeredBy')),
    files: rows.flatMap(readFile),
    enablement: rows.flatMap((row) => readLink(row, ['wants', 'alias'])),
    vendorLinks: rows.flatMap((row) => readLink(row, ['vendor'])),
    folders: new Map(
      rows.flatMap(([kind, path, mode]) => (kind === 'folder' && path && mode ? [[path, mode]] : [])),
    ),
    readOnly: rows.flatMap(([kind, path]) => (kind === 'readonly' && path ? [path] : [])),
    install: rows.flatMap(readInstall),
  };
}

/** `org.freedesktop.systemd1.NoSuchUnit "Unit x.service not found."` is shown as what stands in the quotes. */
function readLoadError(text: string): string {
  return /"([^"]+)"/.exec(text)?.[1] ?? '';
}

function readFile([kind, unit = '', path = '', target = '']: readonly string[]): readonly UnitFile[] {
  if (kind === 'file' || kind === 'empty') return [{ kind, unit, path }];
  return kind === 'link' ? [{ kind, unit, path, target }] : [];
}

function readLink(
  [kind = '', unit = '', path = '', target = '']: readonly string[],
  kinds: readonly string[],
): readonly UnitLink[] {
  return kinds.includes(kind) ? [{ kind: kind === 'alias' ? 'alias' : 'wants', unit, path, target }] : [];
}

function readInstall([kind, unit = '', line = '']: readonly string[]): readonly InstallLine[] {
  const [, key, text] = /^(\w+)\s*=(.*)$/.exec(line) ?? [];
  return kind === 'install' && key !== undefined ? [{ unit, key, values: wordsOf(text) }] : [];
}
