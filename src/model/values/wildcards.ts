/** True when the whole text is as the pattern says: `*` is any run of characters, `?` any one. Linear in practice. */
export function matchesWildcards(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let restart = 0;
  for (let position = 0; position < text.length; ) {
    if (pattern[at] === '*') {
      star = at;
      at += 1;
      restart = position;
    } else if (pattern[at] === '?' || pattern[at] === text[position]) {
      at += 1;
      position += 1;
    } else if (star >= 0) {
      restart += 1;
      position = restart;
      at = star + 1;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

/** One pattern must match, and none of those with a `!` may. */
export function matchesAnyOf(patterns: readonly string[], text: string): boolean {
  let isNamed = false;
  for (const pattern of patterns) {
    if (pattern.startsWith('!')) {
      if (matchesWildcards(pattern.slice(1), text)) return false;
    } else if (matchesWildcards(pattern, text)) isNamed = true;
  }
  return isNamed;
}
