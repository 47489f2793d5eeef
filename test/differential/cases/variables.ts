import type { Case } from '../case.ts';

/** Where values come from, and when they are looked at. */
export const variables: readonly Case[] = [
  {
    name: 'precedence, from role defaults to extra vars',
    options: { extraVars: { v9: 'extra' } },
    files: {
      'roles/r/defaults/main.yml':
        'v1: defaults\nv2: defaults\nv3: defaults\nv4: defaults\nv5: defaults\nv6: defaults\nv7: defaults\nv8: defaults\nv9: defaults',
      'roles/r/vars/main.yml': 'v6: role vars\nv7: role vars\nv8: role vars\nv9: role vars',
      'group_vars/all.yml':
        'v2: group\nv3: group\nv4: group\nv5: group\nv6: group\nv7: group\nv8: group\nv9: group',
      'host_vars/node1.yml': 'v3: host\nv4: host\nv5: host\nv6: host\nv7: host\nv8: host\nv9: host',
      'more.yml': 'v5: vars_files\nv6: vars_files\nv7: vars_files\nv8: vars_files\nv9: vars_files',
      'roles/r/tasks/main.yml': `
        - name: told
          debug: {msg: "{{ v1 }}, {{ v2 }}, {{ v3 }}, {{ v4 }}, {{ v5 }}, {{ v6 }}, {{ v7 }}, {{ v8 }}, {{ v9 }}"}
          vars: {v7: task, v8: task, v9: task}
        - {name: set, set_fact: {v8: set_fact, v9: set_fact}}
        - name: after
          debug: {msg: "{{ v6 }}, {{ v7 }}, {{ v8 }}, {{ v9 }}"}
          vars: {v7: task, v8: task, v9: task}`,
    },
    play: `
      vars: {v4: play, v5: play, v6: play, v7: play, v8: play, v9: play}
      vars_files: [more.yml]
      roles: [r]`,
  },
  {
    name: 'a block wins over its play, a task over its block, an include over both',
    files: { 'more.yml': '- {name: in it, debug: {msg: "{{ a }} {{ b }} {{ c }}"}, vars: {c: own}}' },
    play: 'vars: {a: play, b: play, c: play}',
    tasks: `
      - block:
          - {name: in the block, debug: {msg: "{{ a }} {{ b }} {{ c }}"}, vars: {c: task}}
          - {name: include, include_tasks: more.yml, vars: {b: include, c: include}}
          - {import_tasks: more.yml, vars: {b: import}}
        vars: {a: block, b: block, c: block}`,
  },
  {
    name: 'values are looked at when they are used',
    play: `
      vars:
        greeting: "hello {{ who }}"
        who: nobody`,
    tasks: `
      - {name: now, debug: {msg: "{{ greeting }}"}}
      - {name: set, set_fact: {who: world}}
      - {name: later, debug: {msg: "{{ greeting }}"}}
      - {name: for one task, debug: {msg: "{{ greeting }}"}, vars: {who: me}}
      - {name: kept, set_fact: {fixed: "{{ greeting }}"}}
      - {name: set again, set_fact: {who: you}}
      - {name: both, debug: {msg: "{{ greeting }}, {{ fixed }}"}}`,
  },
  {
    name: 'omit leaves a parameter out',
    tasks: `
      - {name: without, copy: {content: x, dest: "{{ here }}/a", mode: "{{ m | default(omit) }}"}}
      - {name: with, copy: {content: x, dest: "{{ here }}/b", mode: "{{ m | default(omit) }}"}, vars: {m: "0600"}}
      - {name: in a loop, file: {path: "{{ here }}/{{ item.n }}", state: directory, mode: "{{ item.m | default(omit) }}"}, loop: [{n: c}, {n: d, m: "0700"}], loop_control: {label: "{{ item.n }}"}}`,
  },
  {
    name: 'vars_files with names from variables, and the first that is there',
    files: { 'vars/debian.yml': 'pkg: apt', 'vars/base.yml': 'base: yes it is\npkg: base' },
    play: `
      vars: {family: debian}
      vars_files:
        - vars/base.yml
        - [vars/nosuch.yml, "vars/{{ family }}.yml"]`,
    tasks: '- {name: shown, debug: {msg: "{{ pkg }} {{ base }}"}}',
  },
  {
    name: 'vars_files that facts name, of a list the first that is there',
    files: {
      'vars/Linux.yml': 'pkg: "{{ ansible_system | lower }}"\nsvc: family',
      'vars/base.yml': 'svc: base\nlast: "{{ svc }}, last"',
    },
    playbook: `
      - hosts: all
        vars: {svc: play, over: play, system_file: "vars/{{ ansible_facts.system }}.yml"}
        vars_files:
          - vars/base.yml
          - ["vars/{{ ansible_system }}-nosuch.yml", "{{ system_file }}", vars/nosuch.yml]
        tasks:
          - {name: shown, debug: {msg: "{{ pkg }} {{ svc }} {{ last }} {{ over }}"}}
          - {name: used, copy: {content: "{{ pkg }}", dest: "{{ here }}/{{ svc }}"}, when: pkg == 'linux'}
          - {name: over it, set_fact: {svc: set}}
          - {name: then, debug: {msg: "{{ svc }} {{ last }}"}}
    `,
  },
  {
    name: 'groups: a child wins over its parent, and a priority over both',
    inventory: `
      [web]
      node1
      [front]
      node1
      [site:children]
      web
      [site:vars]
      v=site
      w=site
      [web:vars]
      v=web
      p=web
      [front:vars]
      p=front
      ansible_group_priority=1
      [other]
      node2
      [other:vars]
      ansible_group_priority=10`,
    tasks: `
      - {name: shown, debug: {msg: "{{ v | default('-') }} {{ w | default('-') }} {{ p | default('-') }} {{ group_names | join(',') }}"}}
      - {name: hosts, debug: {msg: "{{ groups['web'] }} {{ groups['site'] }} {{ groups['all'] | sort }}"}}`,
  },
  {
    name: 'values of an INI inventory are Python literals, those after a group are text',
    inventory: `
      node1 n=5 t=True l='[1, 2]' s="quoted text" f=1.5 x=plain z=0644
      [all:vars]
      gn=5
      gt=True`,
    tasks: `
      - {name: host, debug: {msg: "{{ n + 1 }} {{ t is true }} {{ l | length }} {{ s }} {{ f + 1 }} {{ x }} {{ z }}"}}
      - {name: group, debug: {msg: "{{ gn | type_debug }} {{ gt | type_debug }} {{ n | type_debug }}"}}`,
  },
  {
    name: 'set_fact makes several at once, from each other only afterwards',
    tasks: `
      - {name: two, set_fact: {a: 1, b: "{{ a | default('undefined') }}"}}
      - {name: shown, debug: {msg: "{{ a }} {{ b }}"}}
      - {name: nested, set_fact: {d: {x: "{{ a }}", y: [1, "{{ b }}"]}}}
      - {name: deep, debug: {msg: "{{ d.x }} {{ d['y'][1] }} {{ d.nope | default('none') }}"}}
      - {name: text, set_fact: "k=v1 l=v2"}
      - {name: shown too, debug: {msg: "{{ k }} {{ l }}"}}`,
  },
  {
    name: 'what is registered of a skipped and of a failed task',
    tasks: `
      - {name: skipped, command: "true", when: false, register: s}
      - {name: failed, command: "false", ignore_errors: true, register: f}
      - {name: tests, debug: {msg: "{{ s is skipped }} {{ s is changed }} {{ s is failed }} {{ f is failed }} {{ f is succeeded }} {{ f is skipped }}"}}
      - {name: keys, debug: {msg: "{{ s.skip_reason }} {{ f.rc }} {{ f.stdout_lines }}"}}
      - {name: unchanged, command: "true", changed_when: false, register: u}
      - {name: registered anew, command: "true", when: false, register: u}
      - {name: the last counts, debug: {msg: "{{ u is skipped }}"}}`,
  },
  {
    name: 'a variable that is not defined, with and without a default',
    tasks: `
      - {name: default, debug: {msg: "{{ nope | default('d') }} {{ deep.er | default('e') }} {{ none | default('f', true) }}"}, vars: {deep: {}, none: ""}}
      - {name: tests, debug: {msg: "{{ nope is defined }} {{ nope is undefined }} {{ deep.a is defined }}"}, vars: {deep: {a: 1}}}
      - {name: mandatory, debug: {msg: "{{ nope | mandatory }}"}, ignore_errors: true}
      - {name: fails, debug: {msg: "{{ nope }}"}, ignore_errors: true}
      - {name: in a condition, debug: {msg: x}, when: nope, ignore_errors: true}`,
  },
  {
    name: 'numbers, booleans and text keep what they are in conditions',
    play: 'vars: {n: 5, s: "5", t: true, f: 1.5, e: "", l: []}',
    tasks: `
      - {name: number, debug: {msg: x}, when: n == 5}
      - {name: text, debug: {msg: x}, when: s == "5" and s != 5}
      - {name: int, debug: {msg: x}, when: s | int == n}
      - {name: bool, debug: {msg: x}, when: t and "yes" | bool and not "no" | bool}
      - {name: compare, debug: {msg: x}, when: [n > f, n in [4, 5], "'b' in 'abc'", n is number, s is string]}
      - {name: length, debug: {msg: x}, when: l | length == 0 and e | length == 0}
      - {name: either, debug: {msg: x}, when: n == 6 or (t and n == 5)}
      - {name: not, debug: {msg: x}, when: not (n == 5)}`,
  },
  {
    name: 'hostvars and groups of one host',
    tasks: `
      - {name: own, debug: {msg: "{{ hostvars[inventory_hostname].here == here }} {{ hostvars['node1']['inventory_hostname'] }}"}}
      - {name: set, set_fact: {mine: 7}}
      - {name: seen, debug: {msg: "{{ hostvars[inventory_hostname].mine + 1 }}, {{ groups.all | length }}, {{ ansible_play_hosts | join }}"}}`,
  },
  {
    name: 'extra vars win over set_fact and register',
    options: { extraVars: { x: 'extra', r: 'extra too' } },
    tasks: `
      - {name: set, set_fact: {x: set}}
      - {name: register, command: echo out, register: r}
      - {name: shown, debug: {msg: "{{ x }} {{ r }}"}}
      - {name: not even for a task, debug: {msg: "{{ x }}"}, vars: {x: task}}`,
  },
  {
    name: 'a debug of a variable',
    play: 'vars: {list: [1, two], map: {a: {b: c}}, text: words, yes_it_is: true}',
    tasks: `
      - {name: list, debug: {var: list}}
      - {name: map, debug: {var: map.a}}
      - {name: text, debug: {var: text}}
      - {name: bool, debug: {var: yes_it_is}}
      - {name: expression, debug: {var: "list | length > 1"}}
      - {name: several, debug: {msg: ["{{ text }}", two]}}
      - {name: mapping, debug: {msg: {k: "{{ text }}"}}}`,
  },
];
