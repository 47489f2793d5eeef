const ADDRESS = String.raw`(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]*)`;

/** What may stand in the hole of a shape by its look alone; some holes are also filled by what else the text says. */
const HOLES: ReadonlyMap<string, RegExp> = new Map([
  ['any', /^/],
  ['host', new RegExp(`^${ADDRESS}$`)],
  ['network', new RegExp(`^${ADDRESS}(?:/[\\d.]+)?$`)],
  ['multicast', /^(?:224\.0\.0\.0\/(?:4|240\.0\.0\.0)|ff00::\/8)$/],
  ['port', /^\d{1,5}$/],
  ['bridge', /^(?:docker0|docker_gwbridge|br-[0-9a-f]{12})$/],
  ['dockerSet', /^docker-ext-bridges-v[46]$/],
  /** The part of a VXLAN packet that has the number of its network. */
  ['vni', /^(?:0x0|0)>>(?:0x16|22)&0x3c@(?:0xc|12)&0xffffff00=/i],
  /** 0xd0c4e3, the mark that Docker's encryption goes by. */
  ['spi', /^(?:0x0?d0c4e3(?:\/0xffffffff)?|13681891(?:\/0xffffffff)?)$/i],
  ['sdn', /^(?:tun0|lbr0|vovsbr|vlinuxbr|br0)$/],
  ['guestBridge', /^virbr[\w.-]*$/],
  ['kubeRouterSet', /^(?:inet6:)?kube-router-[\w-]+$/],
  ['cniChain', /^CNI-[0-9a-f]{24}$/],
  ['kubeChain', /^KUBE-[A-Z-]+$/],
  ['felixHook', /^felix-(?:INPUT|FORWARD|OUTPUT|PREROUTING|POSTROUTING)$/],
  ['ovnChain', /^OVN-KUBE-[A-Z][A-Z0-9-]*$/],
]);

/** Whether a value may stand in a hole by its look. */
export function looksRight(kind: string, value: string): boolean {
  return HOLES.get(kind)?.test(value) === true;
}
