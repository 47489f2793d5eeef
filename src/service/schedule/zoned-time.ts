const PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;

/** What a clock on the wall shows. Months from 1. */
export type WallTime = Readonly<Record<(typeof PARTS)[number], number>>;

const DAY_MS = 86_400_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** True when this is the name of a time zone, such as `Europe/Berlin` or `UTC`. */
export function isZone(name: string): boolean {
  try {
    clockOf(name);
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

/** The time zone this process works in. */
export function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** What a wall in this zone shows at an instant, given in milliseconds since 1970. */
export function wallTimeAt(zone: string, ms: number): WallTime {
  const shown = clockOf(zone).formatToParts(ms);
  const numberOf = (part: string): number => Number(shown.find(({ type }) => type === part)?.value ?? 0);
  return Object.fromEntries(PARTS.map((part) => [part, numberOf(part)])) as WallTime;
}

/**
 * The first instant at which a wall in this zone shows that time; undefined when none ever does: 25:00, or one that the
 * clocks are put forward over.
 * Whole seconds. Two changes of the clocks within two days are not looked for; no zone has had them since 1970.
 */
export function instantOf(zone: string, wall: WallTime): number | undefined {
  const asUtc = utcOf(wall);
  const candidates = [asUtc - DAY_MS, asUtc + DAY_MS].map((near) => asUtc - offsetAt(zone, near));
  const shown = candidates.filter((ms) => isSame(wallTimeAt(zone, ms), wall));
  return shown.length === 0 ? undefined : Math.min(...shown);
}

function isSame(a: WallTime, b: WallTime): boolean {
  return PARTS.every((part) => a[part] === b[part]);
}

/** Milliseconds by which the wall is ahead of UTC. */
function offsetAt(zone: string, ms: number): number {
  return utcOf(wallTimeAt(zone, ms)) - Math.floor(ms / 1000) * 1000;
}

function utcOf({ year, month, day, hour, minute, second }: WallTime): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  clocks.set(zone, clock);
  return clock;
}
