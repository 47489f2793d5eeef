import { createHash } from 'node:crypto';
import { savedRules } from './rules.ts';
import { nodeUnits } from './units.ts';

/** What a new node has on its disk, by path: text files that its administrator may change. */
export function nodeFiles(name: string): Readonly<Record<string, string>> {
  return {
    ...nodeUnits,
    ...containerFiles(name),
    'etc/os-release': `NAME="Red Hat Enterprise Linux Server"
VERSION="7.6 (sandbox)"
ID="rhel"
ID_LIKE="fedora"
VARIANT="rulerun sandbox"
VARIANT_ID="rulerun-sandbox"
VERSION_ID="7.6"
PRETTY_NAME="rulerun sandbox node, in the likeness of Red Hat Enterprise Linux 7.6"
`,
    'etc/hostname': `${name}\n`,
    'etc/hosts': `127.0.0.1 localhost\n::1 localhost\n127.0.1.1 ${name}.sandbox ${name}\n`,
    'etc/machine-id': `${digest(`machine ${name}`).slice(0, 32)}\n`,
    'etc/passwd':
      'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:Kernel Overflow User:/:/usr/sbin/nologin\n',
    'etc/group': 'root:x:0:\nwheel:x:10:root\nnobody:x:65534:\n',
    'etc/nsswitch.conf':
      'passwd: files\ngroup: files\nshadow: files\nhosts: files\nprotocols: files\nservices: files\n',
    'etc/resolv.conf': '',
    'etc/docker/daemon.json': '{}\n',
    'etc/selinux/config': 'SELINUX=disabled\nSELINUXTYPE=targeted\n',
    'etc/origin/node/node-config.yaml': `apiVersion: v1
kind: NodeConfig
nodeName: ${name}.sandbox
iptablesSyncPeriod: "30s"
networkConfig:
  mtu: 1450
  networkPluginName: redhat/openshift-ovs-subnet
`,
    'etc/sysconfig/iptables': savedRules,
    'etc/sysconfig/iptables-config': `# Read by /usr/libexec/iptables/iptables.init. Each value is yes or no unless said otherwise.

# Kernel modules to load after the rules, by name.
IPTABLES_MODULES=""
# Save the live rules into /etc/sysconfig/iptables when the service stops or restarts.
IPTABLES_SAVE_ON_STOP="no"
IPTABLES_SAVE_ON_RESTART="no"
# Save and restore packet counters too.
IPTABLES_SAVE_COUNTER="no"
IPTABLES_STATUS_NUMERIC="yes"
IPTABLES_STATUS_VERBOSE="no"
IPTABLES_STATUS_LINENUMBERS="yes"
`,
    'var/log/messages': '',
  };
}

/** The containers that run on each node: an image registry with a published port, and a pod of two. */
function containerFiles(node: string): Readonly<Record<string, string>> {
  const containers = [
    { Name: 'registry', Image: 'registry:2', Address: '172.17.0.2', HostPort: '5000', Port: '5000' },
    {
      Name: 'k8s_POD_web-1-7xk2p_shop',
      Image: 'openshift/ose-pod:v3.11',
      Address: '',
      HostPort: '',
      Port: '',
    },
    { Name: 'k8s_web_web-1-7xk2p_shop', Image: 'shop/web:1', Address: '', HostPort: '', Port: '' },
  ];
  return Object.fromEntries(
    containers.map((container) => [
      `var/lib/docker/containers/${digest(`${node} ${container.Name}`)}/container`,
      Object.entries({ ...container, Command: '/entrypoint', Created: '2018-09-04T10:11:12.000000000Z' })
        .map(([key, value]) => `${key}='${value}'\n`)
        .join(''),
    ]),
  );
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
