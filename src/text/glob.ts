/** Whether a whole name is as a pattern with `*`, `?`, `[abc]`, `[a-z]` and `[!abc]` describes it. */
export type NameTest = (name: string) => boolean;

/** Compiles a pattern once for many names. Takes time in proportion to pattern and name, whatever they are. */
export function globTest(pattern: string): NameTest {
  if (!/[*?[]/.test(pattern)) return (name) => name === pattern;
  const parts = readParts(pattern);
  return (name) => matches([...name], parts);
}

type Part = 'any text' | ((character: string) => boolean);

function readParts(pattern: string): readonly Part[] {
  const piece = /\*+|\?|\[(!?)(\]?[^\]]*)\]|[\s\S]/gu;
  return [...pattern.matchAll(piece)].map(([text, not, members]) => {
    if (text.startsWith('*')) return 'any text';
    if (text === '?') return () => true;
    if (members === undefined) return (character) => character === text;
    const isMember = setTest(members);
    return not === '!' ? (character) => !isMember(character) : isMember;
  });
}

/** The inside of brackets: characters and ranges. */
function setTest(members: string): (character: string) => boolean {
  const ranges = [...members.matchAll(/([\s\S])-([\s\S])|([\s\S])/gu)].map(
    ([, from = '', to = '', single]) => [single ?? from, single ?? to] as const,
  );
  return (character) => ranges.some(([from, to]) => from <= character && character <= to);
}

/** Takes the shortest text for each star and goes back only to the last one: nothing is ever tried twice over. */
function matches(name: readonly string[], parts: readonly Part[]): boolean {
  let at = 0;
  let part = 0;
  let star = -1;
  let resume = 0;
  while (at < name.length) {
    const test = parts[part];
    const character = name[at] ?? '';
    if (test === 'any text') {
      star = part;
      resume = at;
      part += 1;
    } else if (test?.(character) === true) {
      at += 1;
      part += 1;
    } else if (star >= 0) {
      resume += 1;
      at = resume;
      part = star + 1;
    } else return false;
  }
  return parts.slice(part).every((rest) => rest === 'any text');
}
