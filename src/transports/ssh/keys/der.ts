/** The few forms of DER (X.690) that keys are written in. */

export function sequence(...parts: readonly Buffer[]): Buffer {
  return element(0x30, Buffer.concat(parts));
}

/** A number that is not negative, big end first. */
export function integer(number: Buffer): Buffer {
  const bare = withoutZeros(number);
  return element(0x02, (bare[0] ?? 0x80) & 0x80 ? Buffer.concat([Buffer.of(0), bare]) : bare);
}

export function octetString(content: Buffer): Buffer {
  return element(0x04, content);
}

export function bitString(content: Buffer): Buffer {
  return element(0x03, Buffer.concat([Buffer.of(0), content]));
}

/** `content`: the encoded numbers of the identifier, in hex. */
export function objectIdentifier(content: string): Buffer {
  return element(0x06, Buffer.from(content, 'hex'));
}

/** The contents of the elements that stand in `der` one after another. @throws {Error} when one is cut short. */
export function contentsIn(der: Buffer): readonly Buffer[] {
  const contents: Buffer[] = [];
  for (let at = 0; at < der.length; ) {
    const first = der[at + 1] ?? 0;
    const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
    const begin = at + 2 + lengthBytes;
    const length = lengthBytes === 0 ? first : der.readUIntBE(at + 2, lengthBytes);
    if (begin + length > der.length) throw new Error('an element of DER is cut short');
    contents.push(der.subarray(begin, begin + length));
    at = begin + length;
  }
  return contents;
}

export function withoutZeros(number: Buffer): Buffer {
  const first = number.findIndex((byte) => byte !== 0);
  return first < 0 ? Buffer.alloc(0) : number.subarray(first);
}

function element(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.of(tag), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  if (length < 0x100) return Buffer.of(0x81, length);
  return Buffer.of(0x82, length >> 8, length & 0xff);
}
