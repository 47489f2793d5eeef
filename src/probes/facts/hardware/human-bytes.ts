const UNITS: readonly (readonly [name: string, bytes: number])[] = [
  'YB',
  'ZB',
  'EB',
  'PB',
  'TB',
  'GB',
  'MB',
  'KB',
].map((name, index) => [name, 1024 ** (8 - index)]);

/** A size as Ansible writes it for people: `256.00 GB`, `0.00 Bytes`. */
export function humanBytes(bytes: number): string {
  const [unit, size] = UNITS.find(([, least]) => bytes >= least) ?? ['Bytes', 1];
  return `${(bytes / size).toFixed(2)} ${unit}`;
}
