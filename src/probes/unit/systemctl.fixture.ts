/**
 * A systemctl that says what is written in `said/` beside its folder: `said/show/UNIT` and `said/is-enabled/UNIT`. It
 * ends with an error after every `show`, as that of systemd 219 does when it does not know one of the properties.
 */
export const SYSTEMCTL: string = `#!/bin/sh
said=\${0%/bin/systemctl}/said/$1
verb=$1
while [ "$1" != -- ]; do shift; done
shift
code=0
for unit; do
  if [ -f "$said/$unit" ]; then
    cat "$said/$unit"
    echo
  else
    code=1
  fi
done
[ "$verb" != show ] || code=1
exit $code
`;

/** What `systemctl show` of systemd 252 printed, on a machine with these units; only some of their names are changed. */
const OF_252 = {
  enabled: `Type=oneshot
RemainAfterExit=yes
Result=success
Id=iptables.service
Names=iptables.service
Requires=system.slice sysinit.target
Wants=
BindsTo=
PartOf=
RequiredBy=
WantedBy=basic.target docker.service
BoundBy=
ConsistsOf=docker.service
Before=shutdown.target docker.service
After=basic.target sysinit.target system.slice syslog.target systemd-journald.socket
PropagatesStopTo=
LoadState=loaded
ActiveState=active
SubState=exited
FragmentPath=/usr/lib/systemd/system/iptables.service
SourcePath=
DropInPaths=
UnitFileState=enabled
CanStart=yes
CanStop=yes
CanReload=yes
NeedDaemonReload=no
LoadError=`,
  docker: `Type=simple
RemainAfterExit=no
Result=success
Id=docker.service
Names=docker.service
Requires=system.slice sysinit.target
Wants=iptables.service
BindsTo=
PartOf=iptables.service
RequiredBy=atomic-openshift-node.service
WantedBy=multi-user.target
BoundBy=
ConsistsOf=
Before=atomic-openshift-node.service shutdown.target multi-user.target
After=iptables.service basic.target system.slice systemd-journald.socket sysinit.target
PropagatesStopTo=
LoadState=loaded
ActiveState=active
SubState=running
FragmentPath=/usr/lib/systemd/system/docker.service
SourcePath=
DropInPaths=/etc/systemd/system/docker.service.d/custom.conf
UnitFileState=enabled
CanStart=yes
CanStop=yes
CanReload=no
NeedDaemonReload=no
LoadError=`,
  node: `Type=simple
RemainAfterExit=no
Result=success
Id=atomic-openshift-node.service
Names=atomic-openshift-node.service
Requires=docker.service system.slice sysinit.target
Wants=
BindsTo=
PartOf=
RequiredBy=
WantedBy=multi-user.target
BoundBy=
ConsistsOf=
Before=shutdown.target multi-user.target
After=docker.service basic.target system.slice systemd-journald.socket sysinit.target
LoadState=loaded
ActiveState=active
SubState=running`,
  masked: `Type=
RemainAfterExit=no
Result=success
Id=iptables.service
Names=iptables.service
Requires=
Wants=
BindsTo=
PartOf=
RequiredBy=
WantedBy=docker.service
BoundBy=
ConsistsOf=docker.service
Before=docker.service
After=
PropagatesStopTo=
LoadState=masked
ActiveState=active
SubState=exited
FragmentPath=/etc/systemd/system/iptables.service
SourcePath=
DropInPaths=
UnitFileState=masked
CanStart=no
CanStop=yes
CanReload=no
NeedDaemonReload=no
LoadError=org.freedesktop.systemd1.UnitMasked "Unit iptables.service is masked."`,
  missing: `Type=
RemainAfterExit=no
Result=success
Id=nonsuch.service
Names=nonsuch.service
Requires=
Wants=
BindsTo=
PartOf=
RequiredBy=
WantedBy=
BoundBy=
ConsistsOf=
Before=
After=
PropagatesStopTo=
LoadState=not-found
ActiveState=inactive
SubState=dead
FragmentPath=
SourcePath=
DropInPaths=
UnitFileState=
CanStart=no
CanStop=yes
CanReload=no
NeedDaemonReload=no
LoadError=org.freedesktop.systemd1.NoSuchUnit "Unit nonsuch.service not found."`,
  alias: `Type=simple
RemainAfterExit=no
Result=success
Id=local.service
Names=local.service lokal.service
Requires=system.slice sysinit.target
Wants=
BindsTo=
PartOf=
RequiredBy=
WantedBy=multi-user.target
BoundBy=
ConsistsOf=
Before=multi-user.target shutdown.target
After=system.slice systemd-journald.socket sysinit.target basic.target
PropagatesStopTo=
LoadState=loaded
ActiveState=inactive
SubState=dead
FragmentPath=/etc/systemd/system/local.service
SourcePath=
DropInPaths=
UnitFileState=enabled
CanStart=yes
CanStop=yes
CanReload=no
NeedDaemonReload=no
LoadError=`,
} as const;

/**
 * The same as systemd 219 prints it, after its source: empty values are left out, a mask is the file /dev/null, and the
 * state of its unit file is `bad`.
 */
function asOf219(text: string): string {
  const lines = text
    .split('\n')
    .filter((line) => !line.endsWith('=') && !line.startsWith('PropagatesStopTo'));
  if (!text.includes('LoadState=masked')) return lines.join('\n');
  return lines
    .map((line) =>
      line
        .replace(/^FragmentPath=.*/, 'FragmentPath=/dev/null')
        .replace(/^UnitFileState=.*/, 'UnitFileState=bad'),
    )
    .join('\n');
}

export type Recording = { readonly [Name in keyof typeof OF_252]: string };

export const RECORDED: { readonly '219': Recording; readonly '252': Recording } = {
  '252': OF_252,
  '219': {
    enabled: asOf219(OF_252.enabled),
    docker: asOf219(OF_252.docker),
    node: asOf219(OF_252.node),
    masked: asOf219(OF_252.masked),
    missing: asOf219(OF_252.missing),
    alias: asOf219(OF_252.alias),
  },
};
