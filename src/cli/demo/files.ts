/** A playbook that the demo writes into its folder. */
export interface DemoFile {
  readonly name: string;
  readonly text: string;
}

/** The playbook of the package that the demo shows. */
export const FLAGSHIP = 'disable-iptables-service.yml';

export const REPORT = 'report.html';

/** The hosts are told one by one what they are, so that no variable from elsewhere can make them real ones. */
export const INVENTORY = `nodes:
  hosts:
    node1: {ansible_connection: sandbox}
    node2: {ansible_connection: sandbox}
    node3: {ansible_connection: sandbox}
  vars:
    accept_no_host_firewall: true
`;

export const FAILING: DemoFile = {
  name: 'made-to-fail.yml',
  text: `- name: Give containers smaller packets
  hosts: nodes
  become: true
  serial: 1                    # one node after the other
  on_failure: rollback_run     # when one fails, put all of them back
  tasks:
    - name: Set the packet size of Docker
      copy: {content: '{"mtu": 1400}', dest: /etc/docker/daemon.json}
    - name: Say so in the message of the day
      copy: {content: "Packets are smaller now\\n", dest: /etc/motd}
    - name: Try it out (this is made to fail on node2)
      command: test {{ inventory_hostname }} != node2
      changed_when: false
`,
};

/** True of a fresh node, and of no node on which any task of the playbook above is still in force. */
export const PROOF: DemoFile = {
  name: 'as-before.yml',
  text: `- name: Everything is as it was
  hosts: nodes
  become: true
  tasks:
    - name: Docker's settings are the old ones
      file_text: {path: /etc/docker/daemon.json, must_match: ['^\\{\\}$']}
    - name: There is no message of the day
      file_text: {path: /etc/motd, must_not_match: ['.']}
`,
};
