import type { Case } from '../case.ts';

/** Who is notified, and when handlers run. */
export const handlers: readonly Case[] = [
  {
    name: 'several handlers listen to one topic',
    tasks: `
      - {name: change, command: "true", notify: [web, nobody listens less]}`,
    handlers: `
      - {name: first, debug: {msg: one}, listen: web}
      - {name: second, debug: {msg: two}, listen: [other, web]}
      - {name: nobody listens less, debug: {msg: three}}
      - {name: other, debug: {msg: never}}`,
  },
  {
    name: 'the values of a host make the words of notify and the names of handlers',
    tasks: `
      - {name: change, command: "true", notify: "restart {{ svc }}", vars: {svc: web}}
      - {name: items, command: "true", loop: [a, b], notify: ["reload {{ item }}"]}`,
    handlers: `
      - {name: "restart {{ 'we' ~ 'b' }}", debug: {msg: web}}
      - {name: reload a, debug: {msg: a}}
      - {name: reload b, debug: {msg: b}}
      - {name: reload c, debug: {msg: never}}`,
  },
  {
    name: 'handlers run once, however often they were notified',
    tasks: `
      - {name: one, command: "true", notify: h}
      - {name: two, command: "true", notify: h}
      - {name: as it was, command: "true", changed_when: false, notify: never}`,
    handlers: `
      - {name: h, debug: {msg: once}}
      - {name: never, debug: {msg: x}}`,
  },
  {
    name: 'flush_handlers runs them at once, and again when they are notified again',
    tasks: `
      - {name: one, command: "true", notify: h}
      - meta: flush_handlers
      - {name: between, debug: {msg: between}}
      - {name: two, command: "true", notify: h}
      - {name: last, debug: {msg: last}}`,
    handlers: `
      - {name: h, debug: {msg: told}}`,
  },
  {
    name: 'handlers run between pre_tasks, roles, tasks and post_tasks',
    files: {
      'roles/r/tasks/main.yml': `
        - {name: in the role, command: "true", notify: h}`,
    },
    play: `
      pre_tasks:
        - {name: before, command: "true", notify: h}
      roles: [r]
      post_tasks:
        - {name: after, command: "true", notify: h}`,
    tasks: `
      - {name: tasks, command: "true", notify: h}`,
    handlers: `
      - {name: h, debug: {msg: told}}`,
  },
  {
    name: 'a failure keeps handlers from running',
    tasks: `
      - {name: change, command: "true", notify: h}
      - {name: fails, fail: {msg: wrong}}`,
    handlers: `
      - {name: h, debug: {msg: never}}`,
  },
  {
    name: 'force_handlers runs them after a failure',
    play: 'force_handlers: true',
    tasks: `
      - {name: change, command: "true", notify: h}
      - {name: fails, fail: {msg: wrong}}`,
    handlers: `
      - {name: h, debug: {msg: all the same}}
      - {name: not notified, debug: {msg: never}}`,
  },
  {
    name: 'a handler that fails keeps the next one from running',
    tasks: `
      - {name: change, command: "true", notify: [one, two]}`,
    handlers: `
      - {name: one, fail: {msg: wrong}}
      - {name: two, debug: {msg: never}}`,
  },
  {
    name: 'a handler with a condition and a loop',
    tasks: `
      - {name: change, command: "true", notify: [skipped, looped]}`,
    handlers: `
      - {name: skipped, debug: {msg: x}, when: false}
      - {name: looped, debug: {msg: "{{ item }}"}, loop: [a, b]}`,
  },
  {
    name: 'a loop of which one item changed notifies',
    tasks: `
      - {name: items, command: "true", changed_when: item == 2, loop: [1, 2], notify: h}
      - {name: none, command: "true", changed_when: false, loop: [1, 2], notify: never}`,
    handlers: `
      - {name: h, debug: {msg: told}}
      - {name: never, debug: {msg: x}}`,
  },
  {
    name: 'handlers of a role are there for the tasks of the play',
    files: {
      'roles/r/tasks/main.yml': '- {name: quiet, debug: {msg: x}}',
      'roles/r/handlers/main.yml': '- {name: of the role, debug: {msg: "{{ v }}"}}',
      'roles/r/defaults/main.yml': 'v: from the role',
    },
    play: 'roles: [r]',
    tasks: `
      - {name: by name, command: "true", notify: of the role}`,
  },
  {
    name: 'a handler by the name of its role',
    files: {
      'roles/r/tasks/main.yml': '- {name: change, command: "true", notify: "r : restart"}',
      'roles/r/handlers/main.yml': '- {name: restart, debug: {msg: role}}',
    },
    play: 'roles: [r]',
    tasks: '- {name: change, command: "true", notify: restart}',
    handlers: '- {name: restart, debug: {msg: play}}',
  },
  {
    name: 'a handler notifies another',
    tasks: '- {name: change, command: "true", notify: one}',
    handlers: `
      - {name: one, command: "true", notify: two}
      - {name: two, debug: {msg: two}}`,
  },
];
