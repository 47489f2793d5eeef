/** One title for what has several: their common beginning in whole words, else the first of them. */
export function commonTitle(one: string, other: string): string {
  if (one === other) return one;
  const words = one.replace(/ …$/, '').split(' ');
  const others = other.split(' ');
  const end = words.findIndex((word, index) => word !== others[index]);
  const common = (end < 0 ? words : words.slice(0, end)).join(' ');
  return `${common === '' ? words.join(' ') : common} …`;
}
