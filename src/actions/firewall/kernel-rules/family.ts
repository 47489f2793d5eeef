/** The parameter of all that work on the kernel's rules. */
export const FAMILY = {
  type: 'string',
  description: 'Whether `iptables` or `ip6tables` is meant',
  enum: ['ipv4', 'ipv6'],
  default: 'ipv4',
} as const;
