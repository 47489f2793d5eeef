import { expect, test } from 'vitest';
import { formatDiagnostic } from './explain.ts';
import { testLanguage } from './language.fixture.ts';
import { readPlaybook } from './playbook.ts';

test('x', () => {
  const text = `- name: One
  hosts: [a, b]
  serial: [1, 25%, 100%]
  on_failure: rollback_hosts
  soak: 90s
  taks: []
  roles: []
  vars: {a: yes, "b-c": 1, m: 0644}
  tasks:
    - name: x
      systemd: {name: docker, state: runing, enabled: maybe, mode: 0644, retries: 12, units: [abc, "1"], wait: 2m}
      when: a == "{{ b }}"
      notify: Restart
    - copy: {dest: /a, path: /b, mode: 644}
    - shel: foo
    - command: foo creates=/x
      args: {chdir: x}
      register: a-b
    - systemd: nginx
    - loop: [1]
      ping:
    - block: []
    - name: "{{ %% }}"
      command: echo {{ a %% }}
      undo: "{{ x }}"
  handlers:
    - name: Restat
      ping:
  preflight:
    - command: x
      notify: y
`;
  const r = readPlaybook(text, 'a.yml', testLanguage);
  console.log(r.diagnostics.map((d) => formatDiagnostic(d, text)).join('\n'));
  console.log(JSON.stringify(r.value?.plays[0]?.tasks[0]));
});
