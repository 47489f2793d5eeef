import { extensionOf } from './paths.ts';

const shapes: readonly (readonly [words: string, pattern: RegExp])[] = [
  ['rules of iptables-save', /^(?:\*(?:filter|nat|mangle|raw)|:[\w-]+ \S+ \[\d+:\d+\]|-A \S+ )/],
  ['a mail or the headers of one', /^(?:From|Received|Subject|Message-ID): /],
  ['a known_hosts file or public keys', /^\S* ?(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\S+) AAAA/],
  ['a log', /^(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d |\[\s*\d+\.\d+\] )/],
  ['a web page or XML', /^\s*<\/?[a-zA-Z!?][^>]*>/],
  ['a table of comma-separated values', /^[^,;\t]*(?:[,;\t][^,;\t]*){3,}$/],
  ['a Markdown text', /^(?:#{1,6} |```|\* |- |> |\|)/],
  ['a program', /[;{}]\s*$|^\s*(?:import|function|def|class|return|if|for|const|let|var) /],
];

/** What a file that is no inventory may be: the shape that most of its lines have. */
export function guessOf(path: string, text: string): string {
  if (text.includes('\u0000')) return 'a file of bytes';
  const lines = text.split('\n', 400).filter((line) => line.trim() !== '');
  const counts = shapes.map(
    ([words, pattern]) => [words, lines.filter((line) => pattern.test(line)).length] as const,
  );
  const [words, count] = counts.reduce((most, each) => (each[1] > most[1] ? each : most), ['', 0] as const);
  if (count * 4 >= lines.length) return words;
  return extensionOf(path) === '' ? 'a text' : `a text (${extensionOf(path)})`;
}
