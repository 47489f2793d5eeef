/** A pattern that matches this text and nothing else, for a place in a larger pattern. */
export function literalPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
