/** A variable or a home folder in a word, which Ansible expands and a program run without a shell would not see. */
export function expandable(words: readonly string[]): string | undefined {
  for (const word of words) {
    const found = /^~[A-Za-z0-9_.-]*(?=\/|$)|\$(?:[A-Za-z_]\w*|\{\w+\})/.exec(word);
    if (found !== null) return found[0];
  }
  return undefined;
}

/**
 * `creates=/x` inside the text of a command, where Ansible takes it for a parameter and not for a word of the command.
 */
export function parameterIn(text: string): string | undefined {
  return /(?:^|\s)((?:creates|removes|chdir|executable|stdin|stdin_add_newline|strip_empty_ends|warn|argv)=\S*)/.exec(
    text,
  )?.[1];
}
