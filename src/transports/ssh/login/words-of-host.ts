const shownAtMost = 300;

/**
 * What a host says to a person while logging in, fit to stand in a message: in one line, without what could move a
 * cursor or turn the text around, shortened. Empty when nothing is left.
 */
export function wordsOfHost(text: string): string {
  const bare = text
    .slice(0, 8 * shownAtMost)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|.)/g, ' ')
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Cs}\p{Cn}\ufffd]+/gu, '')
    .trim();
  const letters = [...bare];
  return letters.length > shownAtMost ? `${letters.slice(0, shownAtMost).join('').trimEnd()}…` : bare;
}
