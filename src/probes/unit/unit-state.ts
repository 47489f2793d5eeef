import type { Unit, UnitFile, UnitLink } from './unit.ts';

/** Where a mask lies: an administrator's, one that the next boot removes, or a package's. */
export type MaskKind = 'persistent' | 'runtime' | 'vendor';

export interface Mask {
  readonly kind: MaskKind;
  readonly path: string;
}

/** Links to /dev/null and empty files by the unit's name. */
export function masksOf(unit: Unit): readonly Mask[] {
  return unit.files
    .filter((file) => file.unit === unit.id && isMask(file))
    .map(({ path }) => ({ kind: maskKind(path), path }));
}

/** Whether systemd refuses to start it. The links in the folders say it too, where systemd has not read them yet. */
export function isMasked(unit: Unit): boolean {
  return unit.loadState === 'masked' || unit.enabledWord.startsWith('masked');
}

/** Masked, known to systemd as masked, and still so after the next boot. */
export function isMaskedForGood(unit: Unit): boolean {
  const masks = masksOf(unit);
  const runtimeOnly = unit.enabledWord === 'masked-runtime' && masks.every(({ kind }) => kind === 'runtime');
  return unit.loadState === 'masked' && !runtimeOnly;
}

/** There is neither a unit file nor anything that systemd has made into the unit. A mask alone is no unit. */
export function isMissing(unit: Unit): boolean {
  if (unit.loadState === 'loaded') return false;
  if (unitFileOf(unit) !== undefined || unit.sourcePath !== '') return false;
  // A unit that a generator wrote has no file in the folders that were looked at.
  return unit.loadState === 'not-found' || unit.loadState === 'masked';
}

/** The file that says what the unit does; the first in systemd's order that is not a mask. */
export function unitFileOf(unit: Unit): UnitFile | undefined {
  return unit.files.find((file) => file.unit === unit.id && !isMask(file));
}

/** A link that `systemctl link` made in the administrator's folder: `systemctl disable` takes it away with the others. */
export function linkOfUnitFile(unit: Unit): (UnitFile & { readonly kind: 'link' }) | undefined {
  return unit.files.find(
    (file): file is UnitFile & { readonly kind: 'link' } =>
      file.kind === 'link' && file.path === `/etc/systemd/system/${unit.id}` && !isMask(file),
  );
}

/** Folders in which systemd looks before the administrator's: what lies there counts, whatever mask there is. */
const BEFORE_MASKS = [
  '/etc/systemd/system.control/',
  '/run/systemd/system.control/',
  '/run/systemd/transient/',
  '/run/systemd/generator.early/',
];

/** Its file stands before any mask. */
export function outranksMasks({ fragmentPath }: Unit): boolean {
  return BEFORE_MASKS.some((folder) => fragmentPath.startsWith(folder));
}

/**
 * Whether it starts at boot, as far as links say it. For a masked unit `systemctl is-enabled` says `masked` and nothing
 * else, but links that are still there would make it enabled again as soon as it is unmasked.
 */
export function isEnabled(unit: Unit): boolean {
  return (
    unit.enabledWord === 'enabled' || unit.enabledWord === 'enabled-runtime' || ownLinks(unit).length > 0
  );
}

/** The links that start this unit itself, without those of the units it names in `Also=`. */
export function ownLinks(unit: Unit): readonly UnitLink[] {
  return unit.enablement.filter((link) => unit.names.includes(link.unit));
}

/** Words of `is-enabled` for units that cannot be enabled: they have nothing in [Install], or no file to keep. */
export function cannotBeEnabled(unit: Unit): boolean {
  return ['static', 'generated', 'transient'].includes(unit.enabledWord);
}

/** Running, or on the way there. A unit that fails and is started again and again is not. */
export function isRunning({ activeState, subState }: Unit): boolean {
  if (activeState === 'activating') return subState !== 'auto-restart';
  return activeState === 'active' || activeState === 'reloading' || activeState === 'refreshing';
}

export function isStopped(unit: Unit): boolean {
  return !isRunning(unit) && unit.activeState !== 'deactivating' && unit.activeState !== 'activating';
}

/** It ends by itself, and then is not running any more although nothing is wrong. */
export function endsByItself({ type, remainsAfterExit }: Unit): boolean {
  return type === 'oneshot' && !remainsAfterExit;
}

/** It was started too often in too short a time, and systemd refuses to try again. */
export function hitStartLimit({ activeState, result }: Unit): boolean {
  return activeState === 'failed' && result.startsWith('start-limit');
}

function isMask(file: UnitFile): boolean {
  return file.kind === 'empty' || (file.kind === 'link' && file.target === '/dev/null');
}

function maskKind(path: string): MaskKind {
  if (path.startsWith('/etc/')) return 'persistent';
  return path.startsWith('/run/') ? 'runtime' : 'vendor';
}
