/** Units for the recorded conversations with systemctl, by path: laid on the disk of a node before it is asked. */
export const recordedUnits: Readonly<Record<string, string>> = {
  '/usr/lib/systemd/system/firewall.service': `[Unit]
Description=Like iptables
Before=nowhere.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -c 'echo start >>/run/said'
ExecReload=/bin/sh -c 'echo reload >>/run/said'
ExecStop=/bin/sh -c 'echo stop >>/run/said'

[Install]
WantedBy=basic.target
`,
  '/usr/lib/systemd/system/engine.service': `[Unit]
Description=Like docker
After=network.target

[Service]
ExecStart=/bin/sleep 100000
KillMode=process

[Install]
WantedBy=multi-user.target
`,
  '/etc/systemd/system/engine.service.d/custom.conf': `[Unit]
Wants=firewall.service
After=firewall.service
PartOf=firewall.service
`,
  '/etc/systemd/system/agent.service': `[Unit]
Description=Like the node service, with its file in /etc
After=engine.service
Wants=engine.service

[Service]
ExecStart=/bin/sleep 100000
Restart=always
RestartSec=1

[Install]
WantedBy=multi-user.target
`,
  '/usr/lib/systemd/system/needs.service': `[Unit]
Description=Needs the engine
Requires=engine.service
After=engine.service

[Service]
ExecStart=/bin/sleep 100000

[Install]
RequiredBy=multi-user.target
Alias=other-name.service
`,
  '/usr/lib/systemd/system/bound.service': `[Unit]
BindsTo=engine.service
After=engine.service

[Service]
ExecStart=/bin/sleep 100000
`,
  '/usr/lib/systemd/system/rival.service': `[Unit]
Conflicts=engine.service

[Service]
ExecStart=/bin/sleep 100000
`,
  '/usr/lib/systemd/system/bad.service': `[Service]
Type=oneshot
ExecStart=/bin/false
`,
  '/usr/lib/systemd/system/needs-bad.service': `[Unit]
Requires=bad.service
After=bad.service

[Service]
ExecStart=/bin/sleep 100000
`,
  '/usr/lib/systemd/system/needs-none.service': `[Unit]
Requires=nothing.service

[Service]
ExecStart=/bin/sleep 100000
`,
  '/usr/lib/systemd/system/needs-firewall.service': `[Unit]
Requires=firewall.service

[Service]
ExecStart=/bin/sleep 100000
`,
  '/usr/lib/systemd/system/once.service': `[Service]
Type=oneshot
Environment=A=1 "B=two words" C=%n
ExecStart=/bin/sh -c 'echo "$$A|$$B|$$C|%%" >/run/once; echo "$$# $$1" >>/run/once' zero \${B}
`,
  '/usr/lib/systemd/system/if.service': `[Unit]
ConditionPathExists=/not/there

[Service]
ExecStart=/bin/sleep 100000
`,
  '/usr/lib/systemd/system/must.service': `[Unit]
AssertPathExists=/not/there

[Service]
ExecStart=/bin/sleep 100000
`,
  '/usr/lib/systemd/system/short.service': `[Service]
ExecStart=/bin/false
`,
  '/usr/lib/systemd/system/also.service': `[Service]
ExecStart=/bin/true

[Install]
Also=needs.service
`,
  '/usr/lib/systemd/system/many@.service': `[Unit]
Description=One of many: %i

[Service]
ExecStart=/bin/sleep 100000

[Install]
WantedBy=multi-user.target
`,
};
