import { Fault } from '../fault.ts';
import { itemAt } from '../present.ts';
import { type Thing, thingOf, type Value } from '../values/value.ts';
import { callable } from './callable.ts';

/** Jinja's `cycler`: gives its items one after the other, over and over. */
export function cyclerOf(items: readonly Value[]): Thing {
  if (items.length === 0) throw new Fault('type', 'needs at least one item');
  let at = 0;
  const members = new Map<string, Value>();
  const show = (): void => {
    members.set('current', itemAt(items, at));
  };
  show();
  members.set(
    'next',
    callable('a method', '', () => {
      const item = itemAt(items, at);
      at = (at + 1) % items.length;
      show();
      return item;
    }),
  );
  members.set(
    'reset',
    callable('a method', '', () => {
      at = 0;
      show();
      return null;
    }),
  );
  return thingOf('a cycler', { members });
}

/** Jinja's `joiner`: no text the first time that it is called, the separator each time after it. */
export function joinerOf(separator: Value): Thing {
  let isUsed = false;
  return thingOf('a joiner', {
    call: () => {
      const text = isUsed ? separator : '';
      isUsed = true;
      return text;
    },
  });
}
