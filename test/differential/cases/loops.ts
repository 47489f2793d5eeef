import type { Case } from '../case.ts';

/** Loops: their items, what is registered of them, and when they are done again. */
export const loops: readonly Case[] = [
  {
    name: 'loop over a list, and what is registered of it',
    tasks: `
      - {name: make, copy: {content: "{{ item }}", dest: "{{ here }}/{{ item }}"}, loop: [a, b], register: r}
      - {name: all, debug: {msg: "{{ r | to_json }}"}}
      - {name: again, copy: {content: "{{ item }}", dest: "{{ here }}/{{ item }}"}, loop: [b, c]}
      - {name: of each, debug: {msg: "{{ item.item }} {{ item.changed }}"}, loop: "{{ r.results }}", loop_control: {label: "{{ item.item }}"}}`,
  },
  {
    name: 'items that a condition leaves out',
    tasks: `
      - {name: some, debug: {msg: "{{ item }}"}, loop: [1, 2, 3], when: item != 2, register: r}
      - {name: registered, debug: {msg: "{{ r | to_json }}"}}
      - {name: none, debug: {msg: "{{ item }}"}, loop: [1, 2], when: false, register: s}
      - {name: of none, debug: {msg: "{{ s.skipped }} {{ s is skipped }} {{ s.results | length }}"}}`,
  },
  {
    name: 'a loop over nothing is skipped',
    tasks: `
      - {name: nothing, debug: {msg: "{{ item }}"}, loop: [], register: r}
      - {name: registered, debug: {msg: "{{ r | to_json }}"}}
      - {name: left out, debug: {msg: "{{ item }}"}, loop: "{{ nobody }}", when: false}`,
  },
  {
    name: 'loop_control names the variable, the index and the label',
    tasks: `
      - name: named
        debug: {msg: "{{ it.name }} {{ i }}"}
        loop: [{name: a, secret: x}, {name: b, secret: y}]
        loop_control: {loop_var: it, index_var: i, label: "{{ it.name }}"}
        register: r
      - {name: registered, debug: {msg: "{{ r.results | map(attribute='i') | list }} {{ r.results[0].ansible_loop_var }} {{ r.results[1].it.name }}"}}`,
  },
  {
    name: 'ansible_loop says where in the loop an item is',
    tasks: `
      - name: extended
        debug: {msg: "{{ ansible_loop.index }}/{{ ansible_loop.length }} {{ ansible_loop.first }} {{ ansible_loop.last }} {{ ansible_loop.nextitem | default('none') }} {{ ansible_loop.previtem | default('none') }} {{ ansible_loop.revindex0 }}"}
        loop: [a, b, c]
        loop_control: {extended: true}`,
  },
  {
    name: 'with_items flattens one level, loop none',
    tasks: `
      - {name: with_items, debug: {msg: "{{ item }}"}, with_items: [a, [b, [c]], d]}
      - {name: with_list, debug: {msg: "{{ item | to_json }}"}, with_list: [a, [b]]}
      - {name: flatten, debug: {msg: "{{ item }}"}, loop: "{{ [['a', ['b', ['c']]], 'd'] | flatten }}"}
      - {name: a text, debug: {msg: "{{ item }}"}, with_items: alone}`,
  },
  {
    name: 'with_dict, and dict2items',
    tasks: `
      - {name: with_dict, debug: {msg: "{{ item.key }}={{ item.value }}"}, with_dict: {a: 1, b: two}, loop_control: {label: "{{ item.key }}"}}
      - {name: dict2items, debug: {msg: "{{ item.key }}={{ item.value }}"}, loop: "{{ d | dict2items }}", vars: {d: {x: 1, y: 2}}, loop_control: {label: "{{ item.key }}"}}
      - {name: named keys, debug: {msg: "{{ item.n }}={{ item.v }}"}, loop: "{{ d | dict2items(key_name='n', value_name='v') }}", vars: {d: {x: 1}}, loop_control: {label: "{{ item.n }}"}}`,
  },
  {
    name: 'with_sequence, and range',
    tasks: `
      - {name: count, debug: {msg: "{{ item }}"}, with_sequence: count=3}
      - {name: format, debug: {msg: "{{ item }}"}, with_sequence: start=2 end=6 stride=2 format=host%02d}
      - {name: short, debug: {msg: "{{ item }}"}, with_sequence: 4-6}
      - {name: range, debug: {msg: "number {{ item }}"}, loop: "{{ range(1, 4) | list }}"}`,
  },
  {
    name: 'with_together, with_nested and product',
    tasks: `
      - {name: together, debug: {msg: "{{ item.0 }}-{{ item.1 }}"}, with_together: [[a, b, c], [1, 2]], loop_control: {label: "{{ item.0 }}"}}
      - {name: nested, debug: {msg: "{{ item[0] }}{{ item[1] }}"}, with_nested: [[a, b], [1, 2]], loop_control: {label: "{{ item[0] }}"}}
      - {name: product, debug: {msg: "{{ item | join }}"}, loop: "{{ [1, 2] | product(['a', 'b']) | list }}", loop_control: {label: "{{ item | join }}"}}`,
  },
  {
    name: 'with_subelements, and the filter',
    play: `
      vars:
        users: [{name: a, keys: [k1, k2]}, {name: b, keys: [k3]}, {name: c}]`,
    tasks: `
      - {name: lookup, debug: {msg: "{{ item.0.name }} {{ item.1 }}"}, with_subelements: ["{{ users }}", keys, {skip_missing: true}], loop_control: {label: "{{ item.1 }}"}}
      - {name: filter, debug: {msg: "{{ item.0.name }} {{ item.1 }}"}, loop: "{{ users | subelements('keys', skip_missing=True) }}", loop_control: {label: "{{ item.1 }}"}}`,
  },
  {
    name: 'with_indexed_items, with_random_choice and with_lines',
    tasks: `
      - {name: indexed, debug: {msg: "{{ item.0 }} {{ item.1 }}"}, with_indexed_items: [a, b], loop_control: {label: "{{ item.1 }}"}}
      - {name: choice, debug: {msg: "{{ item }}"}, with_random_choice: [only]}`,
  },
  {
    name: 'with_fileglob and with_file read beside the playbook',
    files: { 'files/a.conf': 'one', 'files/b.conf': 'two', 'files/c.txt': 'three' },
    tasks: `
      - {name: names, debug: {msg: "{{ item | basename }}"}, with_fileglob: "a.c*", loop_control: {label: "{{ item | basename }}"}}
      - {name: contents, debug: {msg: "{{ item }}"}, with_file: [a.conf, c.txt]}
      - {name: query, debug: {msg: "{{ query('fileglob', '*.txt') | map('basename') | list }}"}}
      - {name: put, copy: {src: "{{ item }}", dest: "{{ here }}/"}, with_fileglob: ["b.c*", "a.*"], loop_control: {label: "{{ item | basename }}"}}`,
  },
  {
    name: 'with_first_found takes the first file that is there',
    files: { 'files/web.conf': 'for web', 'files/default.conf': 'for all' },
    tasks: `
      - name: first
        copy: {src: "{{ item }}", dest: "{{ here }}/conf"}
        with_first_found: ["{{ kind }}.conf", default.conf]
        vars: {kind: web}
        loop_control: {label: "{{ item | basename }}"}
      - name: in places
        debug: {msg: "{{ item | basename }}"}
        with_first_found:
          - files: [nosuch.conf, default.conf]
            paths: [files]
        loop_control: {label: "{{ item | basename }}"}
      - name: nothing
        debug: {msg: never}
        with_first_found: [{files: [no.conf], skip: true}]`,
  },
  {
    name: 'with_vars, with_inventory_hostnames and with_dict of variables',
    tasks: `
      - {name: hosts, debug: {msg: "{{ item }}"}, with_inventory_hostnames: all}
      - {name: keys, debug: {msg: "{{ item }}"}, loop: "{{ d.keys() | sort }}", vars: {d: {b: 1, a: 2}}}`,
  },
  {
    name: 'a loop in which every item fails, and one that is ignored',
    tasks: `
      - {name: ignored, command: "test {{ item }} = a", loop: [a, b, c], ignore_errors: true, changed_when: false, register: r}
      - {name: which, debug: {msg: "{{ r.results | selectattr('failed') | map(attribute='item') | join(',') }} {{ r is failed }} {{ r.msg }}"}}
      - {name: all go on to the end, command: "test {{ item }} = a", loop: [b, a], changed_when: false}
      - {name: never, debug: {msg: x}}`,
  },
  {
    name: 'until does a task again until a condition holds',
    prepare: 'echo 0 > n',
    tasks: `
      - name: counts
        shell: "n=$(cat {{ here }}/n); echo $((n + 1)) > {{ here }}/n; echo $n"
        register: r
        until: r.stdout | int >= 2
        retries: 5
        delay: 0
      - {name: attempts, debug: {msg: "{{ r.attempts }} {{ r.stdout }}"}}`,
    stays: ['n'],
  },
  {
    name: 'until in vain fails, with the number of attempts',
    tasks: `
      - {name: in vain, command: "false", register: r, until: r.rc == 0, retries: 2, delay: 0, ignore_errors: true}
      - {name: attempts, debug: {msg: "{{ r.attempts }} {{ r is failed }} {{ r.rc }}"}}
      - {name: at once, command: "true", register: s, until: s is success, retries: 2, delay: 0}
      - {name: its attempts, debug: {msg: "attempts {{ s.attempts }}"}}`,
  },
  {
    name: 'until within a loop counts for each item',
    tasks: `
      - {name: each, command: "test {{ item }} = b", loop: [a, b], register: r, until: r.rc == 0, retries: 1, delay: 0, ignore_errors: true}
      - {name: attempts, debug: {msg: "{{ r.results | map(attribute='attempts') | list }}"}}`,
  },
  {
    name: 'the items of a loop are made once, before its first',
    tasks: `
      - {name: begin, set_fact: {all: [a, b]}}
      - {name: grows, set_fact: {all: "{{ all + [item ~ item] }}"}, loop: "{{ all }}"}
      - {name: grown, debug: {msg: "{{ all | join(',') }}"}}`,
  },
  {
    name: 'set_fact in a loop sees what its item before has set',
    tasks: `
      - {name: sums, set_fact: {sum: "{{ (sum | default(0) | int) + item }}"}, loop: [1, 2, 3]}
      - {name: shown, debug: {msg: "sum {{ sum }}"}}
      - {name: collects, set_fact: {names: "{{ names | default([]) + [item.n] }}"}, loop: [{n: a}, {n: b}], loop_control: {label: "{{ item.n }}"}}
      - {name: collected, debug: {msg: "{{ names | join(' ') }}"}}`,
  },
  {
    name: 'a loop over an include, with the item in its tasks',
    files: { 'one.yml': '- {name: in it, debug: {msg: "{{ item }} {{ v }}"}}' },
    tasks: `
      - {name: includes, include_tasks: one.yml, loop: [a, b], vars: {v: "{{ item | upper }}"}}`,
  },
  {
    name: 'a loop within an include of a loop',
    files: {
      'inner.yml': '- {name: both, debug: {msg: "{{ outer }}{{ item }}"}, loop: [1, 2]}',
    },
    tasks: `
      - {name: includes, include_tasks: inner.yml, loop: [a, b], loop_control: {loop_var: outer}}`,
  },
  {
    name: 'the label and the name of a looped task are templates',
    tasks: `
      - {name: "say {{ what }}", debug: {msg: "{{ item }}"}, loop: [1, 2], vars: {what: it}, loop_control: {label: "number {{ item }}"}}`,
  },
  {
    name: 'changed_when and failed_when judge each item',
    tasks: `
      - {name: judged, command: "echo {{ item }}", loop: [a, b, c], changed_when: item == 'a', failed_when: item == 'c', ignore_errors: true, register: r}
      - {name: kinds, debug: {msg: "{{ r.results | map(attribute='changed') | list }} {{ r.results | map(attribute='failed') | list }}"}}
      - {name: by result, command: "echo {{ item }}", loop: [x, y], register: s, changed_when: "'y' in s.stdout"}`,
  },
  {
    name: 'with_* over a variable that is a template',
    play: `
      vars:
        base: [a, b]
        more: "{{ base + ['c'] }}"`,
    tasks: `
      - {name: template, debug: {msg: "{{ item }}"}, with_items: "{{ more }}"}
      - {name: lists, debug: {msg: "{{ item }}"}, with_items: ["{{ base }}", z]}
      - {name: bare, debug: {msg: "{{ item }}"}, loop: "{{ more | reverse | list }}"}`,
  },
];
