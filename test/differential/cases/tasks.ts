import type { Case } from '../case.ts';

/** What becomes of a task: changed, skipped, failed, ignored, notified. */
export const tasks: readonly Case[] = [
  {
    name: 'conditions with braces in them',
    tasks: `
      - {name: whole, debug: {msg: x}, when: "{{ 1 == 1 }}"}
      - {name: whole and false, debug: {msg: x}, when: "{{ 1 == 2 }}"}
      - {name: a number, debug: {msg: x}, when: "{{ n }} == 5", vars: {n: 5}}
      - {name: digits, debug: {msg: x}, when: "{{ n }} == 5", vars: {n: "5"}}
      - {name: in a list, debug: {msg: x}, when: "'b' in {{ l }}", vars: {l: [a, b]}}
      - {name: in a text, debug: {msg: x}, when: "'{{ a }}/{{ none }}c' == 'b/c'", vars: {a: b}}
      - {name: asserted, assert: {that: ["'{{ a }}' == 'b'", "{{ a == 'b' }}"]}, vars: {a: b}}
      - {name: judged, command: "true", changed_when: "{{ 1 == 2 }}", failed_when: "'{{ a }}' == 'c'", vars: {a: b}}`,
  },
  {
    name: 'tasks that only look',
    tasks: `
      - {name: not run, shell: "touch {{ here }}/a", check_mode: true, register: r}
      - {name: what was not run, debug: {msg: "{{ [r.changed, r.skipped, r.rc, r.msg, r.stdout_lines, r.cmd] }}"}}
      - {name: judged, shell: "touch {{ here }}/a", check_mode: true, register: r, changed_when: true}
      - {name: what was judged, debug: {msg: "{{ [r.changed, r.skipped] }}"}}
      - {name: would run, command: "touch {{ here }}/a creates={{ here }}/a", check_mode: true, register: r, notify: h}
      - {name: what would run, debug: {msg: "{{ [r.changed, r.skipped is defined, r.rc, r.msg] }}"}}
      - {name: would be made, file: {path: "{{ here }}/b", state: touch}, check_mode: true, register: r}
      - {name: what would be made, debug: {msg: "{{ [r.changed, r.dest] }}"}}
      - {name: not there, stat: {path: "{{ here }}/b"}, check_mode: true, register: r}
      - {name: what is not there, debug: {msg: "{{ r.stat.exists }}"}}
      - name: all of them
        check_mode: true
        block:
          - {name: set, set_fact: {q: 1}}
          - {name: within, copy: {content: x, dest: "{{ here }}/c"}, register: r}
          - {name: done all the same, copy: {content: x, dest: "{{ here }}/d"}, check_mode: false, diff: false}
      - {name: what is set, debug: {msg: "{{ [q, r.changed] }}"}}`,
    handlers: '[{name: h, debug: {msg: handled}}]',
  },
  {
    name: 'a condition skips a task, a failure that is ignored goes on, one that is not ends the host',
    tasks: `
      - {name: never, command: touch never, when: false, register: r}
      - {name: fail, fail: {msg: wrong}, ignore_errors: true, register: f}
      - {name: as it was, debug: {msg: "{{ r is skipped }} {{ f is failed }} {{ f is skipped }}"}, register: d}
      - {name: not skipped, debug: {msg: ran}, when: d.skipped is not defined}
      - {name: what is kept, debug: {msg: "{{ r | to_json }}"}}
      - {name: what is kept of another, debug: {msg: "{{ d | to_json }}"}}
      - {name: stop, fail: {msg: wrong}, when: f is failed}
      - {name: never reached, debug: {msg: x}}`,
  },
  {
    name: 'changed_when judges every task that was run',
    prepare: 'mkdir d; touch made',
    tasks: `
      - {name: debug, debug: {msg: x}, changed_when: true, notify: h}
      - {name: stat, stat: {path: "{{ here }}/nosuch"}, changed_when: true, register: r}
      - {name: assert, assert: {that: 1 == 1}, changed_when: true}
      - {name: file, file: {path: "{{ here }}/d", state: directory}, changed_when: true, notify: g}
      - {name: created, command: {cmd: "true", creates: "{{ here }}/made"}, changed_when: true}
      - {name: refers, stat: {path: /nosuch}, register: s, changed_when: not s.stat.exists}
      - {name: command, command: "true", changed_when: false, notify: i}
      - {name: undefined, debug: {msg: x}, register: t, changed_when: t.nope, ignore_errors: true}
      - {name: not run, debug: {msg: x}, changed_when: r.nope, when: false}
      - {name: empty, command: "true", changed_when: []}`,
    handlers: `
      - {name: h, debug: {msg: h}}
      - {name: i, debug: {msg: i}}
      - {name: g, debug: {msg: g}}`,
  },
  {
    name: 'failed_when judges every task that was run',
    tasks: `
      - {name: command, command: "false", failed_when: false, register: r}
      - {name: shown, debug: {msg: "{{ r.rc }} {{ r is failed }} {{ r is changed }} {{ r.failed_when_result }}"}}
      - {name: fail, fail: {msg: wrong}, failed_when: false}
      - {name: assert, assert: {that: 1 == 2}, failed_when: false}
      - {name: missing folder, copy: {content: x, dest: "{{ here }}/no/c"}, failed_when: false}
      - {name: missing file, lineinfile: {path: "{{ here }}/no", line: x}, failed_when: false}
      - {name: in vain, wait_for: {path: "{{ here }}/no", timeout: 1}, failed_when: false}
      - {name: no link, file: {path: "{{ here }}/no", state: file}, failed_when: false}
      - {name: empty, command: "true", failed_when: []}
      - {name: empty and failed, command: "false", failed_when: [], ignore_errors: true}
      - {name: holds, command: "true", failed_when: true, ignore_errors: true}
      - {name: undefined, debug: {msg: x}, register: t, failed_when: t.nope, ignore_errors: true}
      - {name: refers, command: echo no, register: s, failed_when: "'no' in s.stdout"}`,
  },
  {
    name: 'a program that cannot be started was not run, and one that a signal ends says which',
    prepare: "printf 'echo x\\n' > text; printf '#!/nosuch\\n' > orphan; chmod 755 text orphan",
    tasks: `
      - {name: missing, command: nosuch 'a b', failed_when: false, register: r}
      - {name: not changed, debug: {msg: "{{ r is changed }} {{ r.msg }}"}}
      - {name: no interpreter, command: "{{ here }}/orphan", ignore_errors: true}
      - {name: folder, command: /etc, ignore_errors: true}
      - {name: not executable, command: /etc/passwd, ignore_errors: true}
      - {name: text, command: "{{ here }}/text", ignore_errors: true}
      - {name: no folder, command: {cmd: "true", chdir: /nosuch}, ignore_errors: true, register: r}
      - {name: its words, debug: {msg: "{{ r.msg }}"}}
      - {name: missing in a shell, shell: nosuch, ignore_errors: true}
      - {name: missing shell, shell: {cmd: "echo 'a b'", executable: /nosuch}, ignore_errors: true}
      - {name: killed, shell: kill -9 $$, ignore_errors: true}
      - {name: terminated, command: {argv: [sh, -c, kill -15 $$]}, ignore_errors: true}
      - {name: says so itself, shell: exit 137, ignore_errors: true}`,
  },
  {
    name: 'a program that SIGINT or SIGPIPE ends says what a shell says',
    tasks: `
      - {name: interrupted, shell: kill -2 $$, ignore_errors: true}`,
    differs: {
      row: 'the `rc` of a program that SIGINT or SIGPIPE ends',
      differences: ['interrupted.rc: -2 | 130'],
    },
  },
  {
    name: 'a command has UTF-8, and enters a folder by its real name',
    prepare: 'mkdir -p real/in via; ln -s ../real/in via/link',
    tasks: `
      - {name: created, command: {cmd: "false", creates: .}}
      - {name: not created, command: {cmd: "true", creates: nosuch}}
      - {name: characters, shell: "printf ü | wc -m"}
      - {name: above, shell: {cmd: cd .. && pwd, chdir: "{{ here }}/via/link"}}`,
  },
  {
    name: 'a command on this machine begins in the home folder, as over SSH',
    tasks: `
      - {name: beside the playbook, command: {cmd: "true", creates: "*.ini"}}`,
    differs: {
      row: 'the folder of a command on `connection: local`',
      differences: ['beside the playbook: ok | changed'],
    },
  },
  {
    name: 'a failed command is changed, and a handler of a failed task does not run',
    tasks: `
      - {name: fails, command: "false", ignore_errors: true, register: r, notify: h}
      - {name: changed, debug: {msg: changed}, when: r is changed}
      - {name: keys, debug: {msg: "{{ r | to_json }}"}}
      - {name: unknown, debug: {msg: "{{ r.nope }}"}, ignore_errors: true}
      - {name: unknown when, debug: {msg: x}, when: r.nope, ignore_errors: true}
      - {name: goes on, debug: {msg: goes}}`,
    handlers: `
      - {name: h, debug: {msg: h}}`,
  },
  {
    name: 'a truth is written as in YAML 1.1, and an empty name or list is none',
    tasks: `
      - {name: "yes", debug: {msg: x}, when: yes}
      - {name: "no", debug: {msg: x}, when: no}
      - {name: "off", command: "true", changed_when: Off}
      - {name: list, debug: {msg: x}, when: [true, Yes, 1 == 1]}
      - {name: that, assert: {that: [yes, On]}}
      - {name: "", debug: {msg: x}}
      - {name: none, command: "true", notify: []}`,
  },
  {
    name: 'names that are always there, numbers in text, and a name that is not defined',
    tasks: `
      - {name: float, debug: {msg: "app-{{ v }} {{ 10 / 5 }} {{ 3.1 | round }} {{ v | to_json }} {{ 1.50 }}"}, vars: {v: 2.0}}
      - {name: play, debug: {msg: "{{ ansible_play_name }} {{ ansible_version.full is defined }} {{ ansible_run_tags }}"}}
      - {name: places, debug: {msg: "{{ inventory_dir is defined }} {{ playbook_dir[0] }}"}}
      - {name: hosts, debug: {msg: "{{ ansible_play_batch == play_hosts }} {{ hostvars[inventory_hostname].inventory_hostname }}"}}
      - {name: undefined, debug: {var: nope}}`,
  },
  {
    name: 'a command has the environment of its task',
    tasks: `
      - {name: values, shell: "env | grep -E '^(A_B|N|B|F)='", environment: {A_B: c, N: 2, B: yes, F: 1.0}}
      - {name: template, shell: "env | grep -E '^(A_B|N)='", environment: "{{ proxy }}", vars: {proxy: {A_B: c, N: 2.0}}}
      - {name: path, command: env, environment: {PATH: /nosuch}, ignore_errors: true}
      - {name: language, shell: "printf ü | wc -m", environment: {LC_ALL: C}}`,
  },
  {
    name: 'handlers run in two rounds, in the order in which they are defined',
    tasks: `
      - {name: begin, command: "true", notify: late}`,
    handlers: `
      - {name: early, command: "true", notify: late}
      - {name: middle, command: "true", notify: never}
      - {name: never, command: "true"}
      - {name: listens, command: "true", listen: late}
      - {name: late, command: "true", notify: [early, middle]}`,
  },
  {
    name: 'debug says nothing to those who want to hear less',
    tasks: `
      - {name: more, debug: {msg: x, verbosity: 1}, register: r, changed_when: true}
      - {name: kept, debug: {msg: "{{ r | to_json }}"}}
      - {name: skipped, debug: {msg: skipped}, when: r is skipped}`,
  },
  {
    name: 'any_errors_fatal ends the other hosts after the task',
    hosts: 2,
    play: '  any_errors_fatal: true\n',
    tasks: `
      - {name: before, debug: {msg: x}}
      - {name: fails on one, fail: {msg: wrong}, when: inventory_hostname == play_hosts[0]}
      - {name: never reached, debug: {msg: x}}`,
  },
];
