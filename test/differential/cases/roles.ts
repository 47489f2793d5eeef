import type { Case } from '../case.ts';

/** Roles and includes where their names, variables and handlers come about on the way. */
export const roles: readonly Case[] = [
  {
    name: 'an include that hangs on a result is looked into beforehand, one that its condition skips too',
    files: {
      'more.yml': `
        - {name: look, stat: {path: "{{ here }}/there"}, register: st}
        - {name: make, copy: {content: "x\\n", dest: "{{ here }}/made"}, when: not st.stat.exists, notify: h}
        - {name: set, set_fact: {inside: "{{ st.stat.exists }}"}}
        - {name: deeper, include_tasks: deeper.yml, when: not inside}`,
      'deeper.yml': '- {name: deep, copy: {content: "{{ inside }}\\n", dest: "{{ here }}/deep"}}',
      'never.yml': '- {name: never, copy: {content: x, dest: "{{ here }}/never"}}',
      'item.yml': '- {name: "item {{ item }}", copy: {content: x, dest: "{{ here }}/{{ item }}"}}',
      'roles/r/tasks/main.yml': '- {name: in the role, copy: {content: x, dest: "{{ here }}/role"}}',
    },
    handlers: '- {name: h, debug: {msg: handled}}',
    tasks: `
      - {name: asked, command: echo yes, register: r}
      - {name: more, include_tasks: more.yml, when: r.stdout == 'yes'}
      - {name: never, include_tasks: never.yml, when: r.stdout == 'no'}
      - {name: items, include_tasks: item.yml, loop: [a, b], when: r.rc == 0}
      - {name: open items, include_tasks: item.yml, loop: "{{ r.stdout_lines }}"}
      - {name: role, include_role: {name: r}, when: r is changed}
      - {name: after, debug: {msg: "{{ inside }}"}}`,
  },
  {
    name: 'what is as wanted may notify a handler that is not there',
    play: 'vars: {unit: web}',
    handlers: '- {name: restart db, debug: {msg: x}}',
    tasks: `
      - {name: as wanted, file: {path: "{{ here }}", state: directory}, notify: "reload {{ unit }}"}
      - {name: after, debug: {msg: x}}`,
  },
  {
    name: 'handlers of a looped role by their names, by what they listen to and by the name of the role',
    files: {
      'roles/r/handlers/main.yml': `
        - {name: "restart {{ x }}", debug: {msg: "restarted {{ x }}"}}
        - {name: once, debug: {msg: "once for {{ x }}"}}
        - {name: listening, debug: {msg: "listening for {{ x }}"}, listen: all of them}`,
      'roles/r/tasks/main.yml': `
        - {name: "do {{ x }}", command: "true", notify: ["restart {{ x }}", once]}
        - {name: "more {{ x }}", command: "true", notify: "r : restart {{ x }}"}`,
    },
    tasks: `
      - {name: roles, include_role: {name: r}, loop: [c, d], loop_control: {loop_var: x}}
      - {name: listened to, command: "true", notify: all of them}`,
  },
  {
    name: 'names of files, roles and playbooks from extra variables, the play and its files',
    options: { extraVars: { which: 'r', book: 'other' } },
    files: {
      'other.yml': `
        - hosts: all
          gather_facts: false
          vars: {first: one, half: r}
          vars_files: [known.yml]
          roles: ["{{ which }}", {role: "{{ half }}2", part: b}]
          tasks:
            - {import_tasks: "{{ first }}.yml"}
            - {import_tasks: "{{ second }}.yml"}
            - {import_role: {name: "{{ half }}2", tasks_from: "{{ second }}"}}
            - {import_tasks: "{{ own }}.yml", vars: {own: one}}`,
      'known.yml': 'second: two',
      'one.yml': '- {name: one, debug: {msg: "{{ first }}"}}',
      'two.yml': '- {name: two, debug: {msg: "{{ second }}"}}',
      'roles/r/meta/main.yml': 'dependencies: ["{{ half }}3"]',
      'roles/r/defaults/main.yml': 'low: low',
      'roles/r/vars/main.yml': 'high: high',
      'roles/r/tasks/main.yml': `
        - {import_tasks: "{{ low }}.yml"}
        - {import_tasks: "{{ high }}.yml"}
        - {import_tasks: "{{ role_path }}/tasks/{{ role_name }}.yml"}`,
      'roles/r/tasks/low.yml': '- {name: low, debug: {msg: x}}',
      'roles/r/tasks/high.yml': '- {name: high, debug: {msg: x}}',
      'roles/r/tasks/r.yml': '- {name: by its name, debug: {msg: x}}',
      'roles/r2/tasks/main.yml': '- {import_tasks: "{{ part }}.yml", when: part is defined}',
      'roles/r2/tasks/b.yml': '- {name: part, debug: {msg: x}}',
      'roles/r2/tasks/two.yml': '- {name: from two, debug: {msg: x}}',
      'roles/r3/tasks/main.yml': '- {name: needed, debug: {msg: x}}',
    },
    playbook: '- import_playbook: "{{ book }}.yml"',
  },
  {
    name: 'tags from variables, at each level',
    options: { tags: ['t1', 't3'], extraVars: { given: 't3', not: 'never' } },
    files: {
      'inc.yml': '- {name: included, debug: {msg: x}}',
      'imp.yml': '- {name: imported, debug: {msg: x}}',
      'roles/r/tasks/main.yml': '- {name: in the role, debug: {msg: x}, tags: "{{ own }}"}',
      'roles/r/defaults/main.yml': 'own: t1',
      'roles/s/tasks/main.yml': '- {name: by its call, debug: {msg: x}}',
    },
    play: `
      vars: {mine: [t1, t2], one: t3}
      roles:
        - r
        - {role: s, tags: ["{{ one }}"]}`,
    tasks: `
      - {name: list, debug: {msg: x}, tags: "{{ mine }}"}
      - {name: in a list, debug: {msg: x}, tags: ["{{ one }}", x]}
      - {name: other, debug: {msg: x}, tags: "{{ one }}4"}
      - tags: "{{ given }}"
        block: [{name: in a block, debug: {msg: x}}]
      - include_tasks: {file: inc.yml, apply: {tags: "{{ one }}"}}
        tags: "{{ one }}"
      - {import_tasks: imp.yml, tags: "{{ given }}"}
      - {name: never, debug: {msg: x}, tags: "{{ not }}"}`,
  },
  {
    name: 'include_role shows its variables with public, from then on, over those of the play',
    files: {
      'roles/r/defaults/main.yml': 'd: d of r',
      'roles/r/vars/main.yml': 'v: v of r\npv: pv of r',
      'roles/r/tasks/main.yml': '- {name: in r, debug: {msg: "{{ d }} {{ v }} {{ pv }}"}}',
      'roles/s/defaults/main.yml': 'd: d of s',
      'roles/s/vars/main.yml': 'v: v of s',
      'roles/s/tasks/main.yml': '- {name: in s, debug: {msg: "{{ d }} {{ v }} {{ pv }}"}}',
    },
    playbook: `
      - hosts: all
        gather_facts: false
        vars: {which: r, pv: play}
        tasks:
          - {name: before, debug: {msg: "{{ d is defined }} {{ v is defined }} {{ pv }}"}}
          - {name: first, include_role: {name: "{{ which }}", public: true}}
          - {name: after, debug: {msg: "{{ d }} {{ v }} {{ pv }}"}}
          - {name: second, include_role: {name: s, public: true}}
          - {name: of the later one, debug: {msg: "{{ d }} {{ v }} {{ pv }}"}}
          - {name: of the task, debug: {msg: "{{ d }} {{ v }}"}, vars: {v: task, d: task}}
          - {name: set, set_fact: {d: fact}}
          - {name: fact, debug: {msg: "{{ d }} {{ v }}"}}
      - hosts: all
        gather_facts: false
        tasks:
          - {name: next play, debug: {msg: "{{ v is defined }} {{ pv is defined }}"}}`,
  },
  {
    name: 'include_role with all of its files by templates',
    files: {
      'roles/r/tasks/other.yml': `
        - {name: in r, command: "true", notify: h}
        - {name: told, debug: {msg: "{{ d }} {{ v }}"}}`,
      'roles/r/defaults/alt.yml': 'd: d of alt',
      'roles/r/vars/alt.yml': 'v: v of alt',
      'roles/r/handlers/alt.yml': '- {name: h, debug: {msg: "alt {{ d }} {{ v }}"}}',
      'roles/r/handlers/main.yml': '- {name: h, debug: {msg: main}}',
    },
    play: 'vars: {t: other, a: alt}',
    tasks: `
      - {name: by name, include_role: {name: r, tasks_from: "{{ t }}", defaults_from: "{{ a }}", vars_from: "{{ a }}", handlers_from: "{{ a }}"}}
      - {name: with an ending, include_role: {name: r, tasks_from: "{{ t }}.yml", defaults_from: "{{ a }}.yml", vars_from: "{{ a }}", handlers_from: "{{ a }}", public: true}}
      - {name: after, debug: {msg: "{{ d }} {{ v }}"}}`,
  },
  {
    name: 'roles in folders of folders, more than once, and what they need by template',
    files: {
      'roles/sub/deep/tasks/main.yml':
        '- {name: deep, debug: {msg: "{{ role_name }} {{ role_path | basename }}"}}',
      'roles/twice/tasks/main.yml': '- {name: twice, debug: {msg: "{{ v }}"}}',
      'roles/dup/meta/main.yml': 'allow_duplicates: true',
      'roles/dup/tasks/main.yml': '- {name: dup, debug: {msg: x}}',
      'roles/dep1/meta/main.yml': `
        dependencies:
          - {role: base, level: "{{ lvl | default('low') }}"}
          - {role: "{{ which }}", v: 9}`,
      'roles/dep1/tasks/main.yml':
        '- {name: dep1, debug: {msg: "{{ ansible_dependent_role_names | sort }}"}}',
      'roles/dep2/meta/main.yml': `
        dependencies:
          - {role: base, level: low}
          - {role: base, level: high, when: go, tags: [t]}
          - {role: dup}`,
      'roles/dep2/tasks/main.yml':
        "- {name: dep2, debug: {msg: \"{{ 'dep1' in role_names }} {{ 'base' in role_names }}\"}}",
      'roles/base/tasks/main.yml':
        '- {name: base, debug: {msg: "{{ level }} {{ \'base\' in ansible_role_names }}"}}',
      'roles/skipped/tasks/main.yml': '- {name: skip, debug: {msg: x}}',
    },
    play: `
      vars: {go: true, which: twice}
      roles:
        - {role: sub/deep, when: go, tags: [a]}
        - {role: twice, v: 1}
        - {role: twice, v: 2}
        - {role: twice, v: 1}
        - {role: twice, vars: {v: 1}}
        - dup
        - dup
        - dep1
        - {name: dep2}
        - {role: skipped, when: not go}`,
  },
  {
    name: 'variables that an include shows are seen where it was included',
    hosts: 2,
    files: {
      'roles/r/defaults/main.yml': 'd: of r',
      'roles/r/tasks/main.yml': '- {name: in r, debug: {msg: "{{ d }}"}}',
    },
    tasks: `
      - {name: on one, include_role: {name: r, public: true}, when: inventory_hostname == 'node1'}
      - {name: after, debug: {msg: "{{ d | default('none') }}"}}`,
    differs: {
      row: '`include_role` with `public`',
      differences: ['node2: after.msg: "of r" | "none"'],
    },
  },
  {
    name: 'what a handler includes runs when it is notified',
    files: { 'more.yml': '- {name: more, copy: {content: "x\\n", dest: "{{ here }}/more"}}' },
    tasks: '- {name: made, copy: {content: "x\\n", dest: "{{ here }}/made"}, notify: h}',
    handlers: '- {name: h, include_tasks: more.yml}',
  },
];
