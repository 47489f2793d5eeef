import type { Case } from '../case.ts';

/** Blocks: what rescues, what happens always, and what their tasks take from them. */
export const blocks: readonly Case[] = [
  {
    name: 'rescue answers to a failure, and always has the last word',
    tasks: `
      - name: outer
        block:
          - {name: made, copy: {content: x, dest: "{{ here }}/made"}}
          - {name: fails, fail: {msg: wrong}}
          - {name: never, copy: {content: x, dest: "{{ here }}/never"}}
        rescue:
          - {name: why, debug: {msg: "{{ ansible_failed_task.name }}: {{ ansible_failed_result.msg }}"}}
          - {name: rescued, copy: {content: y, dest: "{{ here }}/made"}}
        always:
          - {name: always, copy: {content: z, dest: "{{ here }}/always"}}
      - {name: goes on, debug: {msg: on}}`,
  },
  {
    name: 'a block that goes well leaves rescue alone',
    tasks: `
      - block:
          - {name: well, copy: {content: x, dest: "{{ here }}/well"}}
        rescue:
          - {name: never, copy: {content: x, dest: "{{ here }}/never"}}
        always:
          - {name: always, debug: {msg: always}}`,
  },
  {
    name: 'a failure in rescue ends the host after always',
    tasks: `
      - block:
          - {name: first, fail: {msg: one}}
        rescue:
          - {name: second, fail: {msg: two}}
          - {name: never, debug: {msg: x}}
        always:
          - {name: always, debug: {msg: always}}
      - {name: never reached, debug: {msg: x}}`,
  },
  {
    name: 'the inner rescue answers first, and a failure of it goes to the outer one',
    tasks: `
      - block:
          - block:
              - {name: deep, command: "false"}
            rescue:
              - {name: inner, debug: {msg: "rc {{ ansible_failed_result.rc }}"}}
              - {name: inner fails, fail: {msg: again}}
            always:
              - {name: inner always, debug: {msg: always}}
          - {name: skipped over, debug: {msg: x}}
        rescue:
          - {name: outer, debug: {msg: "{{ ansible_failed_task.name }} {{ ansible_failed_result.msg }}"}}
      - {name: after, debug: {msg: after}}`,
  },
  {
    name: 'an ignored failure in a block rescues nothing',
    tasks: `
      - block:
          - {name: let pass, fail: {msg: x}, ignore_errors: true}
          - {name: goes on, debug: {msg: on}}
        rescue:
          - {name: never, debug: {msg: x}}`,
  },
  {
    name: 'ignore_errors of a block holds for its tasks',
    tasks: `
      - block:
          - {name: one, fail: {msg: x}}
          - {name: two, command: "false", ignore_errors: false}
          - {name: three, debug: {msg: x}}
        ignore_errors: true
      - {name: never, debug: {msg: x}}`,
  },
  {
    name: 'conditions, variables and tags of blocks come down to tasks',
    options: { tags: ['outer'] },
    tasks: `
      - block:
          - {name: both, debug: {msg: "{{ a }} {{ b }}"}, when: b == 2}
          - block:
              - {name: nested, debug: {msg: "{{ a }} {{ b }} {{ c }}"}, vars: {b: 4}}
              - {name: not wanted, debug: {msg: x}, when: a == 9}
            vars: {a: 3, c: 5}
            when: a == 3
            tags: inner
        vars: {a: 1, b: 2}
        tags: outer
      - {name: without, debug: {msg: x}}
      - {name: of its own, debug: {msg: x}, tags: [outer, other]}
      - {name: at any rate, debug: {msg: x}, tags: always}`,
  },
  {
    name: 'a condition of a block is judged for each task anew',
    tasks: `
      - {name: begin, set_fact: {go: true}}
      - block:
          - {name: turns it off, set_fact: {go: false}}
          - {name: skipped now, debug: {msg: x}}
        when: go
        rescue:
          - {name: never, debug: {msg: x}}
        always:
          - {name: skipped too, debug: {msg: x}}`,
  },
  {
    name: 'a loop that fails in part is rescued once',
    tasks: `
      - block:
          - {name: items, command: "test {{ item }} != b", loop: [a, b, c], changed_when: false}
        rescue:
          - {name: which, debug: {msg: "{{ ansible_failed_result.results | selectattr('failed') | map(attribute='item') | list }}"}}
          - {name: its words, debug: {msg: "{{ ansible_failed_result.msg }}"}}`,
  },
  {
    name: 'always without rescue runs before the host ends',
    tasks: `
      - block:
          - {name: fails, fail: {msg: wrong}}
        always:
          - {name: cleans, file: {path: "{{ here }}/lock", state: absent}}
      - {name: never, debug: {msg: x}}`,
    prepare: 'touch lock',
  },
  {
    name: 'a handler that was notified in a rescued block runs',
    tasks: `
      - block:
          - {name: changes, copy: {content: x, dest: "{{ here }}/x"}, notify: tell}
          - {name: fails, fail: {msg: wrong}}
        rescue:
          - {name: tells too, command: "true", notify: tell too}`,
    handlers: `
      - {name: tell, debug: {msg: told}}
      - {name: tell too, debug: {msg: told too}}`,
  },
  {
    name: 'a task of an include fails into the rescue around it',
    files: {
      'more.yml': `
        - {name: fine, debug: {msg: "{{ why }}"}}
        - {name: fails, fail: {msg: "{{ why }}"}}
        - {name: never, debug: {msg: x}}`,
    },
    tasks: `
      - block:
          - {name: include, include_tasks: more.yml, vars: {why: because}}
          - {name: never here, debug: {msg: x}}
        rescue:
          - {name: rescued, debug: {msg: "{{ ansible_failed_task.name }} {{ ansible_failed_result.msg }}"}}`,
  },
  {
    name: 'what a rescued task failed with is undefined without a failure',
    tasks: `
      - {name: before, debug: {msg: "{{ ansible_failed_task is defined }}"}}
      - block:
          - {name: fails, fail: {msg: wrong}}
        rescue:
          - {name: inside, debug: {msg: "{{ ansible_failed_task.action }} {{ ansible_failed_result.failed }}"}}
      - {name: after, debug: {msg: "{{ ansible_failed_task is defined }}"}}`,
  },
];
