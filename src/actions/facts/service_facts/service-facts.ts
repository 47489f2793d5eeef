/** What is told of one service, as Ansible tells it. */
export interface ServiceFacts {
  readonly name: string;
  readonly state: string;
  readonly status?: string;
  readonly source: 'sysv' | 'systemd' | 'openrc';
  readonly runlevels?: readonly string[] | null;
}
