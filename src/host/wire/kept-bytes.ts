/** Keeps the beginning and the end of a stream of any length in a fixed amount of memory, and counts the rest. */
export interface KeptBytes {
  add(bytes: Buffer): void;
  result(): { readonly bytes: Buffer; readonly dropped: number };
}

/** Half of `limit` bytes for the beginning, half for the end. Memory grows only as far as bytes come. */
export function keepBytes(limit: number): KeptBytes {
  const half = Math.ceil(limit / 2);
  const head: Buffer[] = [];
  let headLength = 0;
  const tail = keepTail(half);

  return {
    add(bytes) {
      const room = half - headLength;
      if (room > 0 && bytes.length > 0) {
        // A copy: the chunk it comes from may be much larger than what is kept of it.
        const first = Buffer.from(bytes.subarray(0, room));
        head.push(first);
        headLength += first.length;
      }
      if (bytes.length > room) tail.add(bytes.subarray(Math.max(room, 0)));
    },
    result() {
      const { bytes, dropped } = tail.result();
      return { bytes: Buffer.concat([...head, bytes]), dropped };
    },
  };
}

/** Keeps only the last `limit` bytes. */
export function keepTail(limit: number): KeptBytes {
  let ring = Buffer.alloc(0);
  let at = 0;
  let total = 0;

  return {
    add(bytes) {
      const last = bytes.subarray(Math.max(0, bytes.length - limit));
      if (ring.length < limit) ring = grown(ring, Math.min(total + bytes.length, limit), limit);
      total += bytes.length;
      const fits = Math.min(last.length, limit - at);
      last.copy(ring, at, 0, fits);
      last.copy(ring, 0, fits);
      at = (at + last.length) % limit;
    },
    result() {
      const kept = Math.min(total, limit);
      const bytes =
        total > limit
          ? Buffer.concat([ring.subarray(at, limit), ring.subarray(0, at)])
          : Buffer.from(ring.subarray(0, kept));
      return { bytes, dropped: total - kept };
    },
  };
}

/** The same bytes with room for at least `needed`; doubling, so that many small additions stay cheap. */
function grown(ring: Buffer<ArrayBuffer>, needed: number, limit: number): Buffer<ArrayBuffer> {
  if (needed <= ring.length) return ring;
  const larger = Buffer.alloc(Math.min(limit, Math.max(needed, ring.length * 2)));
  ring.copy(larger);
  return larger;
}
