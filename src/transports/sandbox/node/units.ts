/** The unit files of a node, by path, as the packages of a RHEL 7 node bring them. */
export const nodeUnits: Readonly<Record<string, string>> = {
  'usr/lib/systemd/system/iptables.service': `[Unit]
Description=IPv4 firewall with iptables
After=syslog.target
Before=ip6tables.service
AssertPathExists=/etc/sysconfig/iptables

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/libexec/iptables/iptables.init start
ExecReload=/usr/libexec/iptables/iptables.init reload
ExecStop=/usr/libexec/iptables/iptables.init stop
Environment=BOOTUP=serial
Environment=CONSOLETYPE=serial

[Install]
WantedBy=basic.target
`,
  'usr/lib/systemd/system/docker.service': `[Unit]
Description=Docker Application Container Engine
Documentation=http://docs.docker.com
After=network.target

[Service]
Type=notify
ExecStart=/usr/local/sbin/dockerd
KillMode=control-group
Restart=on-abnormal

[Install]
WantedBy=multi-user.target
`,
  'usr/lib/systemd/system/atomic-openshift-node.service': `[Unit]
Description=OpenShift Node
After=docker.service
Wants=docker.service

[Service]
Type=notify
ExecStart=/usr/local/sbin/openshift-node
Restart=always
RestartSec=5s

[Install]
WantedBy=multi-user.target
`,
  'usr/lib/systemd/system/sshd.service': `[Unit]
Description=OpenSSH server daemon
After=network.target

[Service]
Type=notify
ExecStart=/usr/local/sbin/sshd -D
KillMode=process
Restart=on-failure
RestartSec=42s

[Install]
WantedBy=multi-user.target
`,
  'usr/lib/systemd/system/sysinit.target': target('System Initialization', ''),
  'usr/lib/systemd/system/basic.target': target(
    'Basic System',
    'Requires=sysinit.target\nAfter=sysinit.target\n',
  ),
  'usr/lib/systemd/system/network-pre.target': target('Preparation for Network', ''),
  'usr/lib/systemd/system/network.target': target('Network', 'After=network-pre.target\n'),
  'usr/lib/systemd/system/shutdown.target': target('System Shutdown', ''),
  'usr/lib/systemd/system/multi-user.target': target(
    'Multi-User System',
    'Requires=basic.target\nAfter=basic.target\n',
  ),
  // What the OpenShift installer adds, from 1.5 on.
  'etc/systemd/system/docker.service.d/custom.conf': `[Unit]
Wants=iptables.service
After=iptables.service
# Docker puts its rules into the firewall only when it starts: stop and start it with the firewall.
PartOf=iptables.service
`,
};

/** The links that enable them, by path. */
export const nodeUnitLinks: Readonly<Record<string, string>> = {
  'etc/systemd/system/basic.target.wants/iptables.service': '/usr/lib/systemd/system/iptables.service',
  'etc/systemd/system/multi-user.target.wants/docker.service': '/usr/lib/systemd/system/docker.service',
  'etc/systemd/system/multi-user.target.wants/atomic-openshift-node.service':
    '/usr/lib/systemd/system/atomic-openshift-node.service',
  'etc/systemd/system/multi-user.target.wants/sshd.service': '/usr/lib/systemd/system/sshd.service',
};

function target(description: string, more: string): string {
  return `[Unit]\nDescription=${description}\nDefaultDependencies=no\n${more}`;
}
