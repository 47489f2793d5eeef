/**
 * An address with its mask as iptables keeps it: host bits zero, the mask as a number of bits, `/32` and `/128` left out.
 * `''` for every address; `undefined` for what is no address, such as the name of a host.
 */
export function plainNetwork(text: string): string | undefined {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const mask = slash < 0 ? undefined : text.slice(slash + 1);
  const bytes = address.includes(':') ? bytesOfV6(address) : bytesOfV4(address);
  if (bytes === undefined) return undefined;
  const width = bytes.length * 8;
  const bits = mask === undefined ? width : bitsOf(mask, bytes.length);
  if (bits === undefined) return undefined;
  // A mask with holes in it, which iptables allows, stands as it is written.
  if (typeof bits === 'string') return `${bytes.join('.')}/${bits}`;
  if (bits === 0) return '';
  const kept = bytes.map((byte, index) => byte & maskByte(bits, index));
  return `${kept.join('.')}${bits === width ? '' : `/${bits}`}`;
}

function maskByte(bits: number, index: number): number {
  const ones = Math.min(8, Math.max(0, bits - index * 8));
  return (0xff << (8 - ones)) & 0xff;
}

function bitsOf(mask: string, length: number): number | string | undefined {
  if (/^\d{1,3}$/.test(mask)) return Number(mask) <= length * 8 ? Number(mask) : undefined;
  const bytes = mask.includes(':') ? bytesOfV6(mask) : bytesOfV4(mask);
  if (bytes?.length !== length) return undefined;
  const text = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return /^1*0*$/.test(text) ? text.replace(/0/g, '').length : mask;
}

function bytesOfV4(text: string): readonly number[] | undefined {
  // iptables takes `10` and `10.1` as the beginning of an address only together with a mask; those are rare enough.
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return undefined;
  const bytes = text.split('.').map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function bytesOfV6(text: string): readonly number[] | undefined {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const [left, right] = [groupsOf(head), groupsOf(tail ?? '')];
  if (left === undefined || right === undefined) return undefined;
  const missing = 16 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 0) return undefined;
  return [...left, ...Array.from({ length: missing }, () => 0), ...right];
}

function groupsOf(text: string): readonly number[] | undefined {
  const bytes: number[] = [];
  for (const group of text === '' ? [] : text.split(':')) {
    const v4 = group.includes('.') ? bytesOfV4(group) : undefined;
    if (v4 !== undefined) bytes.push(...v4);
    else if (/^[0-9a-fA-F]{1,4}$/.test(group)) {
      const number = Number.parseInt(group, 16);
      bytes.push(number >> 8, number & 0xff);
    } else return undefined;
  }
  return bytes;
}
