/** A time as a clock on a wall shows it, without saying where. */
export interface Civil {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
}

export const dayMs = 86_400_000;

/** Of milliseconds since 1970; the microseconds are what is left of a second. */
export function civilAt(ms: number, microsecond: number): Civil {
  const days = Math.floor(ms / dayMs);
  const inDay = ms - days * dayMs;
  return {
    ...dateOf(days),
    hour: Math.floor(inDay / 3_600_000),
    minute: Math.floor(inDay / 60_000) % 60,
    second: Math.floor(inDay / 1000) % 60,
    microsecond,
  };
}

/** Milliseconds since 1970, to the second. */
export function msOf({ year, month, day, hour, minute, second }: Civil): number {
  return dayNumber(year, month, day) * dayMs + hour * 3_600_000 + minute * 60_000 + second * 1000;
}

/** Days since 1970, in the calendar of today also before it was used. */
export function dayNumber(year: number, month: number, day: number): number {
  // Years begin in March here, so that a leap day is the last of its year.
  const from = month <= 2 ? year - 1 : year;
  const era = Math.floor(from / 400);
  const ofEra = from - era * 400;
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

function dateOf(days: number): Pick<Civil, 'year' | 'month' | 'day'> {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const years = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * years + Math.floor(years / 4) - Math.floor(years / 100));
  const march = Math.floor((5 * ofYear + 2) / 153);
  const month = march < 10 ? march + 3 : march - 9;
  const day = ofYear - Math.floor((153 * march + 2) / 5) + 1;
  return { year: era * 400 + years + (month <= 2 ? 1 : 0), month, day };
}

export function daysIn(year: number, month: number): number {
  return (
    dayNumber(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1) - dayNumber(year, month, 1)
  );
}

/** From 0 for Monday. */
export function weekday({ year, month, day }: Civil): number {
  return (((dayNumber(year, month, day) + 3) % 7) + 7) % 7;
}

/** From 1 for the first of January. */
export function dayOfYear({ year, month, day }: Civil): number {
  return dayNumber(year, month, day) - dayNumber(year, 1, 1) + 1;
}

/** The year and week of ISO 8601: a week belongs to the year that has its Thursday. */
export function isoWeek(civil: Civil): readonly [number, number] {
  const thursday = dayNumber(civil.year, civil.month, civil.day) - weekday(civil) + 3;
  const { year } = dateOf(thursday);
  return [year, Math.floor((thursday - dayNumber(year, 1, 1)) / 7) + 1];
}
