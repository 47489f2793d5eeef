const UNIT_MS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 } as const;
const UNITS = Object.keys(UNIT_MS) as readonly (keyof typeof UNIT_MS)[];

function unitMs(unit: string): number {
  return UNIT_MS[UNITS.find((each) => each === unit) ?? 's'];
}

/** `90s`, `5m`, `2h`, `1d` or `1h30m` in milliseconds; undefined when it is none of these, or nothing at all. */
export function readDuration(text: string): number | undefined {
  if (!/^(?:\d{1,6}[smhd])+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+)([smhd])/g)];
  const ms = parts.reduce((sum, [, count, unit = 's']) => sum + Number(count) * unitMs(unit), 0);
  return ms > 0 ? ms : undefined;
}

/** One number, whole or not, with a unit or else of seconds, in milliseconds: `90`, `90s`, `1.5h`. */
export function readTime(text: string): number | undefined {
  const [, count, unit = ''] = /^\s*(\d+(?:\.\d+)?)([smhd]?)\s*$/.exec(text) ?? [];
  return count === undefined ? undefined : Math.round(Number(count) * unitMs(unit));
}

/** In the largest unit that leaves no fraction: `90s`, `2h`. `readDuration` reads it back. */
export function writeDuration(ms: number): string {
  const unit = UNITS.find((each) => ms > 0 && ms % UNIT_MS[each] === 0) ?? 's';
  return `${ms / UNIT_MS[unit]}${unit}`;
}

/** For people, rounded: `0.3 s`, `12 s`, `3 min 5 s`, `2 h 10 min`. */
export function duration(ms: number): string {
  const tenths = Math.round(ms / 100);
  if (tenths < 100) return `${(tenths / 10).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
