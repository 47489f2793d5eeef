/** SSH's data types on the wire: RFC 4251, section 5. */

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export function string(content: Buffer): Buffer {
  return Buffer.concat([uint32(content.length), content]);
}

/** The strings that `bytes` is made of; undefined unless they are `count` and fill it to its end. */
export function stringsIn(bytes: Buffer, count: number): readonly Buffer[] | undefined {
  const strings: Buffer[] = [];
  let at = 0;
  while (at + 4 <= bytes.length && strings.length < count) {
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.length) return undefined;
    strings.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return at === bytes.length && strings.length === count ? strings : undefined;
}
