import { addressBits, ipText, prefixOf, rangeOf, readAddress } from '../../text/ip.ts';

/**
 * An address with its mask as iptables keeps it: host bits zero, the mask as a number of bits, `/32` and `/128` left out.
 * `''` for every address; `undefined` for what is no address, such as the name of a host.
 */
export function plainNetwork(text: string): string | undefined {
  const [, written = text, mask] = /^([^/]*)\/(.*)$/s.exec(text) ?? [];
  // iptables takes `10` and `10.1` as the beginning of an address only together with a mask; those are rare enough.
  const address = readAddress(written);
  if (address === undefined) return undefined;
  const { version, value } = address;
  const prefix = mask === undefined ? addressBits[version] : prefixOf(mask, version);
  if (prefix === 0) return '';
  // A mask with holes in it, which iptables allows, stands as it is written.
  if (prefix === undefined)
    return readAddress(mask ?? '')?.version === version ? `${ipText(version, value)}/${mask}` : undefined;
  const [first] = rangeOf({ version, value, prefix });
  return `${ipText(version, first)}${prefix === addressBits[version] ? '' : `/${prefix}`}`;
}
