import type { Case } from '../case.ts';

/** What becomes of a task: changed, skipped, failed, ignored, notified. */
export const tasks: readonly Case[] = [
  {
    name: 'a condition skips a task, a failure that is ignored goes on, one that is not ends the host',
    tasks: `
      - {name: never, command: touch never, when: false, register: r}
      - {name: fail, fail: {msg: wrong}, ignore_errors: true, register: f}
      - {name: as it was, debug: {msg: "{{ r is skipped }} {{ f is failed }} {{ f is skipped }}"}, register: d}
      - {name: not skipped, debug: {msg: ran}, when: d.skipped is not defined}
      - {name: stop, fail: {msg: wrong}, when: f is failed}
      - {name: never reached, debug: {msg: x}}`,
  },
];
