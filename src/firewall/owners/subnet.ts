/** Whether the IPv4 network `inner` (`10.244.3.0/24`, or one address) lies in `outer`. False for what is no IPv4. */
export function isWithin(inner: string, outer: string): boolean {
  const small = readNetwork(inner);
  const large = readNetwork(outer);
  if (small === undefined || large === undefined || small.bits < large.bits) return false;
  return small.address >> BigInt(32 - large.bits) === large.address >> BigInt(32 - large.bits);
}

function readNetwork(text: string): { readonly address: bigint; readonly bits: number } | undefined {
  const [, a = '', b = '', c = '', d = '', bits = '32'] =
    /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text) ?? [];
  if (d === '' || Number(bits) > 32) return undefined;
  const address = [a, b, c, d].reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  return { address, bits: Number(bits) };
}
