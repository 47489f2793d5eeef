import { jsonObject } from '../../../model/values/json.ts';
import type { FactGroup } from '../group.ts';
import { factProbe } from '../told.ts';
import { utcOf } from './utc.ts';

export const dateTime: FactGroup = {
  name: 'date_time',
  subsets: ['min', 'date_time'],
  names: ['date_time'],
  ask: () =>
    factProbe(['rr_facts_date'], function* ({ section }) {
      const [epoch = '', year = '', month = '', day = '', hour = '', minute = '', second = '', ...rest] = (
        section('now')[0] ?? ''
      ).split(' ');
      const [weekday = '', weekday_number = '', weeknumber = '', tz_offset = '', tz = '', nanos = ''] = rest;
      // Busybox knows no fractions.
      const micros = /^\d{9}$/.test(nanos) ? nanos.slice(0, 6) : '000000';
      const date = `${year}-${month}-${day}`;
      const time = `${hour}:${minute}:${second}`;
      const short = `${date}T${time}`.replaceAll(/[-:]/g, '');
      const utc = utcOf(Number(epoch));
      yield [
        'date_time',
        jsonObject(
          Object.entries({
            ...{ date, day, epoch, epoch_int: epoch, hour, minute, month, second, time, year },
            ...{ weekday, weekday_number, weeknumber, tz, tz_offset },
            tz_dst: summerName(section('zones')) ?? tz,
            iso8601: `${utc}Z`,
            iso8601_micro: `${utc}.${micros}Z`,
            iso8601_basic: `${short}${micros}`,
            iso8601_basic_short: short,
          }),
        ),
      ];
    }),
};

/** What the zone is called when its clocks are ahead: in July, or south of the equator in January. */
function summerName(lines: readonly string[]): string | undefined {
  const [january, july] = lines.map((line) => {
    const [offset = '', name = ''] = line.split(' ');
    return { offset: Number(offset), name };
  });
  if (january === undefined || july === undefined) return undefined;
  return january.offset > july.offset ? january.name : july.name;
}
