/** A moment, in whole seconds since 1970, as `2026-11-29T15:24:44`. */
export function utcOf(epoch: number): string {
  const days = Math.floor(epoch / 86_400);
  const seconds = epoch - days * 86_400;
  const two = (count: number): string => String(count).padStart(2, '0');
  // Years counted from March, so that the leap day is the last of one.
  const since = days + 719_468;
  const era = Math.floor(since / 146_097);
  const inEra = since - era * 146_097;
  const yearInEra = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365,
  );
  const inYear = inEra - (365 * yearInEra + Math.floor(yearInEra / 4) - Math.floor(yearInEra / 100));
  const fromMarch = Math.floor((5 * inYear + 2) / 153);
  const day = inYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearInEra + era * 400 + (month <= 2 ? 1 : 0);
  const time = [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((part) => two(Math.floor(part)))
    .join(':');
  return `${year}-${two(month)}-${two(day)}T${time}`;
}
