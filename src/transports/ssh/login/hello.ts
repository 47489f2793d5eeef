/** What a host says in the clear before the encryption begins, as far as it has come. */
export interface Hello {
  /** Lines before the identification; with a port that is not SSH, all it says. */
  readonly greeting: string;
  /** Such as `SSH-2.0-OpenSSH_7.4`. */
  readonly ident: string | undefined;
  readonly offer: Offer | undefined;
}

/** The algorithms a host offers, best first; RFC 4253, section 7.1. */
interface Offer {
  readonly keyExchanges: readonly string[];
  readonly hostKeys: readonly string[];
  readonly ciphers: readonly string[];
  readonly macs: readonly string[];
}

const kexinit = 20;

export function readHello(bytes: Uint8Array): Hello {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = data.toString('latin1');
  const ident = /^SSH-[^\n]*\n/m.exec(text);
  if (ident === null) return { greeting: text.trim(), ident: undefined, offer: undefined };
  return {
    greeting: text.slice(0, ident.index).trim(),
    ident: ident[0].trim(),
    offer: readOffer(data.subarray(ident.index + ident[0].length)),
  };
}

/** The first packet, when it is whole and a KEXINIT: length, padding length, type, 16 bytes of cookie, name lists. */
function readOffer(packet: Buffer): Offer | undefined {
  if (packet.length < 22 || packet.length < 4 + packet.readUInt32BE(0)) return undefined;
  if (packet[5] !== kexinit) return undefined;
  const lists: string[][] = [];
  let at = 22;
  while (lists.length < 6 && at + 4 <= packet.length) {
    const length = packet.readUInt32BE(at);
    const names = packet.toString('latin1', at + 4, at + 4 + length);
    lists.push(names === '' ? [] : names.split(','));
    at += 4 + length;
  }
  const [keyExchanges, hostKeys, ciphersUp, ciphersDown, macsUp, macsDown] = lists;
  if (keyExchanges === undefined || hostKeys === undefined) return undefined;
  return {
    keyExchanges: keyExchanges.filter((name) => !isSignal(name)),
    hostKeys,
    ciphers: both(ciphersUp, ciphersDown),
    macs: both(macsUp, macsDown),
  };
}

/** Names in the list of key exchanges that stand for abilities, not for algorithms. */
function isSignal(name: string): boolean {
  return name.startsWith('ext-info-') || name.startsWith('kex-strict-');
}

/** Nearly always the same in both directions. */
function both(up: readonly string[] = [], down: readonly string[] = []): readonly string[] {
  return [...new Set([...up, ...down])];
}
