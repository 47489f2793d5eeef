import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const src = fileURLToPath(new URL('../src/', import.meta.url));
const files: readonly string[] = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.ts') && !/\.(test|test-kit|fixture)\.ts$/.test(path),
);

/** What begins, joins or ends a compound command of a shell, and what begins an ordinary one. */
const COMPOUND = /^(?:(?:if|elif) .*; then|(?:for|while|until) .*; do|case .* in|then|fi|done|esac|.* ;;)$/;
const SIMPLE =
  /^(?:rr_\w+ [^=]|rr_\w+=|[A-Z_]+=\$|export [A-Z]|unset \w|unalias |umask |trap |set [-+]|cd \/|\[ .* \]|(?:mv|rm|cp|chmod|mkdir|rmdir|printf|echo|grep|sed|systemctl|ip6?tables(?:-save|-restore)?) (?:[-"$'/]|\w+ ))/;

/** The line may be within a text or begin one. One that hands a value over to a shell is none. */
function isShell(line: string): boolean {
  if (line.includes('${')) return false;
  const begun = line.replace(/^[^'"`]*['"`]/, '').replace(/['"`],?;?$/, '');
  return [line, begun].some((text) => COMPOUND.test(text) || SIMPLE.test(text));
}

/** Where two lines of shell follow each other. */
function shellIn(source: string): readonly string[] {
  const lines = source.split(/\n|\\n/).map((line) => line.trim());
  return lines.filter((line, index) => isShell(line) && isShell(lines[index + 1] ?? ''));
}

test.for<readonly [string, string]>([
  ['a text over lines', 'const a = `\nif [ -e "$1" ]; then\n  rm -f "$1"\nfi\n`;'],
  ['a text with line ends', `const a = 'umask 077\\ncd /\\n';`],
  ['a list of lines', `const a = [\n  'LC_ALL=C',\n  'rr_umask=$(umask)',\n  'unalias -a 2>/dev/null',\n];`],
])('%s is found', ([, source]) => {
  expect(shellIn(source)).not.toEqual([]);
});

test('shell of more than one line stands in a file of its own, where its linter sees it', () => {
  const found = files.flatMap((path) =>
    shellIn(readFileSync(src + path, 'utf8')).map((line) => `${path}: ${line}`),
  );
  expect(found).toEqual([]);
});
