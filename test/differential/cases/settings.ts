import type { Case } from '../case.ts';

/** Variables from files, and defaults of parameters. */
export const settings: readonly Case[] = [
  {
    name: 'include_vars of a folder: its order, its depth, what is left out',
    files: {
      'vars/all/10.yml': 'a: ten\nb: ten',
      'vars/all/20.yaml': 'b: twenty',
      'vars/all/30.json': '{"c": "json"}',
      'vars/all/notes.txt': 'a: text',
      'vars/all/sub/40.yml': 'a: deep\nd: deep',
      'vars/all/sub/below/50.yml': 'd: deeper',
    },
    tasks: `
      - {name: flat, include_vars: {dir: vars/all, depth: 1, extensions: [yml, yaml, json], ignore_unknown_extensions: true}}
      - {name: shown, debug: {msg: "{{ a }} {{ b }} {{ c }} {{ d | default('-') }}"}}
      - {name: two deep, include_vars: {dir: vars/all, depth: 2, ignore_unknown_extensions: true}}
      - {name: shown, debug: {msg: "{{ a }} {{ d }}"}}
      - {name: all, include_vars: {dir: vars/all, ignore_unknown_extensions: true}}
      - {name: shown, debug: {msg: "{{ a }} {{ d }}"}}
      - {name: some, include_vars: {dir: vars/all, files_matching: "^[12]0", name: some}}
      - {name: shown, debug: {msg: "{{ some }}"}}
      - {name: not those, include_vars: {dir: vars/all, ignore_files: [10.yml, notes.txt], name: others}}
      - {name: shown, debug: {msg: "{{ others }}"}}
      - {name: no such folder, include_vars: {dir: all}, ignore_errors: true, register: n}
      - {name: told, debug: {msg: "{{ n is failed }} {{ n.message is defined }} {{ n.ansible_included_var_files }}"}}
      - {name: unknown extension, include_vars: {dir: vars/all}, ignore_errors: true, register: r}
      - {name: told, debug: {msg: "{{ r is failed }}"}}`,
  },
  {
    name: 'include_vars under a name, merged, in a loop and where the file is missing',
    files: {
      'vars/base.yml': 'settings: {port: 80, tls: {enabled: false, ciphers: [a]}}\nplain: base',
      'vars/more.yml': 'settings: {tls: {enabled: true}, user: www}',
      'vars/node1.yml': 'own: of node1',
      'beside.yml': 'beside: found',
    },
    tasks: `
      - {name: plain, include_vars: base.yml}
      - {name: replaced, include_vars: {file: more.yml}}
      - {name: shown, debug: {msg: "{{ settings }} {{ plain }}"}}
      - {name: base again, include_vars: base.yml}
      - {name: merged, include_vars: {file: more.yml, hash_behaviour: merge}, register: r}
      - {name: shown, debug: {msg: "{{ settings }} {{ plain }} {{ r.ansible_included_var_files | map('basename') | join }}"}}
      - {name: named, include_vars: {file: base.yml, name: kept}}
      - {name: shown, debug: {msg: "{{ kept.settings.port }} {{ kept.plain }} {{ plain }}"}}
      - {name: merged under a name, include_vars: {file: more.yml, name: kept, hash_behaviour: merge}}
      - {name: shown, debug: {msg: "{{ kept }}"}}
      - {name: by a loop, include_vars: "{{ item }}", loop: [base.yml, "{{ inventory_hostname }}.yml"]}
      - {name: shown, debug: {msg: "{{ own }} {{ plain }}"}}
      - {name: first found, include_vars: "{{ lookup('first_found', ['nosuch.yml', 'beside.yml']) }}"}
      - {name: shown, debug: {msg: "{{ beside }}"}}
      - {name: missing, include_vars: nosuch.yml, ignore_errors: true, register: m}
      - {name: told, debug: {msg: "{{ m is failed }}"}}`,
  },
  {
    name: 'include_vars wins over the play and the role, and loses to set_fact and extra vars',
    options: { extraVars: { e: 'extra' } },
    files: {
      'roles/r/defaults/main.yml': 'd: default\nv: default',
      'roles/r/vars/main.yml': 'v: vars of the role',
      'roles/r/vars/more.yml': 'd: included\nv: included\np: included\nt: included\nf: included\ne: included',
      'roles/r/tasks/main.yml': `
        - {name: set, set_fact: {f: set}}
        - {name: include, include_vars: more.yml}
        - {name: shown, debug: {msg: "{{ d }} {{ v }} {{ p }} {{ t }} {{ f }} {{ e }}"}, vars: {t: task}}`,
    },
    play: 'vars: {p: play, t: play}\nroles: [r]',
    tasks: '- {name: after the role, debug: {msg: "{{ d }} {{ p }}"}}',
  },
  {
    name: 'module_defaults of plays, blocks and tasks, a later one in place of an earlier one',
    play: 'module_defaults: {copy: {mode: "0600", content: of the play}, debug: {msg: of the play}}',
    tasks: `
      - {name: of the play, copy: {dest: "{{ here }}/a"}}
      - {name: said, debug: {}}
      - {name: own, copy: {dest: "{{ here }}/b", content: own, mode: "0640"}}
      - block:
          - {name: of the block, copy: {dest: "{{ here }}/c", content: x}}
          - {name: said by the play, debug: {}}
          - {name: of the task, debug: {}, module_defaults: {debug: {msg: of the task}}}
        module_defaults: {copy: {mode: "0604"}}
      - {name: after the block, copy: {dest: "{{ here }}/d"}}`,
  },
  {
    name: 'module_defaults by full names, with templates, in a loop and in included tasks',
    files: {
      'more.yml': '- {name: included, copy: {dest: "{{ here }}/i"}}',
      'roles/r/tasks/main.yml': '- {name: in a role, copy: {dest: "{{ here }}/r"}}',
    },
    play: `
      vars: {m: "0640"}
      module_defaults:
        - ansible.builtin.copy: {mode: "{{ m }}", content: "{{ who | default('nobody') }}"}
        - {command: {chdir: "{{ here }}"}}
      roles: [r]`,
    tasks: `
      - {name: short name, copy: {dest: "{{ here }}/s"}, vars: {who: me}}
      - {name: looped, copy: {dest: "{{ here }}/{{ item }}", mode: "06{{ index }}0"}, loop: [x, y], loop_control: {index_var: index}, vars: {who: "{{ item }}"}}
      - {name: chdir, command: pwd, register: r, changed_when: false}
      - {name: told, debug: {msg: "{{ r.stdout == here }}"}}
      - include_tasks: more.yml
      - {name: left out, copy: {dest: "{{ here }}/o", mode: "{{ omit }}"}}`,
  },
];
