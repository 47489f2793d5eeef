import { type OnHost, type OnTask, placeOf } from '../../model/run/event.ts';

/** One word for a step of a run: a host has one count of them for each play, also of those that are done there for others. */
export function stepKey(
  on: OnHost & Pick<OnTask, 'delegate'> & { readonly step: number | undefined },
  play: number,
): string {
  return `${placeOf(on)} ${play} ${on.step}`;
}
