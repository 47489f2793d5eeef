/** Verdicts, and the targets of iptables' extensions from 1.4.21 to 1.8.10: what `-j` may name besides a chain. */
const TARGETS: ReadonlySet<string> = new Set(
  `ACCEPT DROP RETURN QUEUE REJECT LOG NFLOG ULOG AUDIT TRACE TEE NFQUEUE
  DNAT SNAT MASQUERADE REDIRECT NETMAP SAME DNPT SNPT BALANCE CLUSTERIP
  MARK CONNMARK SECMARK CONNSECMARK CLASSIFY DSCP TOS ECN TTL HL TCPMSS TCPOPTSTRIP CHECKSUM
  CT NOTRACK SET SYNPROXY TPROXY HMARK IDLETIMER LED RATEEST MIRROR ROUTE TARPIT DELUDE CHAOS
  ACCOUNT DHCPMAC ECHO IPMARK LOGMARK PROTO RAWDNAT RAWSNAT STEAL SYSRQ DNETMAP FLOWOFFLOAD`.split(/\s+/),
);

/** True for a verdict or an extension; another name in `-j` is a chain's. */
export function isTarget(name: string): boolean {
  return TARGETS.has(name);
}
