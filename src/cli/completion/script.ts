import { readFileSync } from 'node:fs';

/** What the commands of rulerun are, in the words of a shell. */
interface Parts {
  readonly paths: string;
  readonly words: readonly string[];
  readonly values: readonly string[];
}

/** The script `SHELL.sh` that lies here, with these parts in the places that it marks: `@paths`, and lines `# @words`. */
export function scriptFor(shell: 'bash' | 'zsh', { paths, words, values }: Parts): string {
  const text = readFileSync(new URL(`./${shell}.sh`, import.meta.url), 'utf8');
  return text
    .replace('@paths', () => paths)
    .replace(/^ *# @words$/m, () => words.join('\n'))
    .replace(/^ *# @values$/m, () => values.join('\n'));
}
