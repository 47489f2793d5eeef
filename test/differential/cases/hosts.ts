import type { Case } from '../case.ts';

/** How hosts of a play have to do with each other. */
export const hosts: readonly Case[] = [
  {
    name: 'throttle of a task, a block and a play, by number and by template',
    hosts: 3,
    play: 'throttle: 2\nvars: {few: 1}',
    tasks: `
      - {name: one by one, copy: {content: x, dest: "{{ here }}/{{ inventory_hostname }}.one"}, throttle: "{{ few }}", register: r}
      - block:
          - {name: in a block, copy: {content: x, dest: "{{ here }}/{{ inventory_hostname }}.two"}}
        throttle: 1
      - {name: as many as there are, debug: {msg: "was {{ r.changed }}"}, throttle: 0}`,
  },
  {
    name: 'shuffled hosts each do their own',
    hosts: 3,
    play: 'order: shuffle\nserial: 1',
    tasks: `- {name: own, copy: {content: "{{ ansible_play_hosts_all | sort | join }}", dest: "{{ here }}/{{ inventory_hostname }}"}}`,
  },
];
