/** The item at an index that is known to be inside the list: the compiler cannot know, the caller does. */
export function itemAt<T>(items: ArrayLike<T>, index: number): T {
  return items[index] as T;
}

/** The last item of a list that is known to have one. */
export function lastOf<T>(items: ArrayLike<T>): T {
  return itemAt(items, items.length - 1);
}

/** The code point at an offset; -1 outside of the text. */
export function codeAt(text: string, offset: number): number {
  const code = text.codePointAt(offset);
  return code === undefined ? -1 : code;
}
