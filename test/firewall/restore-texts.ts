/** How the text does with `iptables-restore`: the readers of this table put it to the real ones. */
export interface RestoreText {
  readonly name: string;
  readonly text: string;
  /** `undefined` for a text that is fine. */
  readonly code: string | undefined;
  /** What the real ones do; `stricter` is a text they take and we refuse, with a reason. */
  readonly real: 'take' | 'refuse' | 'legacy-refuses' | 'nft-refuses' | 'stricter';
  /** What iptables 1.4.21 as RHEL 7 has it (1.4.21-33.el7) does, where it is not what the newer legacy one does. */
  readonly rhel7?: 'takes' | 'refuses';
}

const HEAD = '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:U - [0:0]\n';
const filter = (...lines: readonly string[]): string =>
  `${HEAD}${lines.map((line) => `${line}\n`).join('')}COMMIT\n`;
const table = (...lines: readonly string[]): string =>
  `*filter\n${lines.map((line) => `${line}\n`).join('')}COMMIT\n`;

const take = (name: string, text: string): RestoreText => ({ name, text, code: undefined, real: 'take' });
const row =
  (real: RestoreText['real']) =>
  (name: string, code: string, text: string): RestoreText => ({ name, text, code, real });
const refuse = row('refuse');
const stricter = row('stricter');
const noted = row('take');

const rhel7 = (does: 'takes' | 'refuses', text: RestoreText): RestoreText => ({ ...text, rhel7: does });

const comment = (text: string): string => `-A INPUT -m comment --comment ${text} -j ACCEPT`;

export const FINE: readonly RestoreText[] = [
  take('nothing', ''),
  take('only comments and empty lines', '# a\n\n#\n'),
  take('a table without a line', '*filter\nCOMMIT\n'),
  take('a comment at the end without a line end', `${filter()}# Completed`),
  take('a carriage return in a comment', `# a\r\n${filter()}`),
  take('a table twice', filter() + filter('-A INPUT -j U')),
  take('all tables', ['filter', 'nat', 'mangle', 'raw'].map((name) => `*${name}\nCOMMIT\n`).join('')),
  take('spaces around names', '*  filter \n:  INPUT\tACCEPT   [1:2]\n-A\tINPUT  -j   ACCEPT \nCOMMIT\n'),
  take('a rule behind spaces', filter('  \t-A INPUT -j ACCEPT')),
  take('no counters', table(':INPUT DROP', ':U -', '-A INPUT -j U')),
  take('no policy for a chain that is built in', table(':INPUT - [0:0]')),
  take('a chain that is built in twice', table(':INPUT ACCEPT [0:0]', ':INPUT DROP [0:0]')),
  take('a rule in a chain that is built in and not declared', table('-A INPUT -j ACCEPT')),
  take('a chain declared after a rule', filter('-A U -j ACCEPT', ':V - [0:0]', '-A U -j V')),
  take('a chain of 28 bytes', table(`:${'a'.repeat(28)} - [0:0]`, `-A INPUT -j ${'a'.repeat(28)}`)),
  take('a chain of 14 letters of two bytes', table(`:${'é'.repeat(14)} - [0:0]`)),
  take('a chain with quotes in its name', table(':"a" - [0:0]', '-A "\\"a\\"" -j ACCEPT')),
  take('DROP as a policy of nat', '*nat\n:PREROUTING DROP [0:0]\nCOMMIT\n'),
  take('the largest counters', filter('[18446744073709551615:0] -A INPUT -j ACCEPT')),
  take('counters without a space', filter('[1:2]-A INPUT -j ACCEPT')),
  take('counters in the rule', filter('-A INPUT -c 1 2 -j ACCEPT')),
  take('counters in one word', filter('-A INPUT -c 1,2 -j ACCEPT')),
  take('no target', filter('-A INPUT')),
  take('-A at the end', filter('-j ACCEPT -A INPUT')),
  take('-A without a space', filter('-AINPUT -j ACCEPT')),
  take(
    'long names',
    filter('--append INPUT --protocol tcp --in-interface lo --match comment --comment a --jump ACCEPT'),
  ),
  take('abbreviations', filter('--app INPUT --prot tcp --in-int lo --mat comment --commen a --jum ACCEPT')),
  take('values behind an equals sign', filter('--append=INPUT -m comment --comment=a --goto=U')),
  rhel7('refuses', take('-g and -m without a space', filter('-A INPUT -mcomment --comment a -gU'))),
  take('a quoted option', filter('"-A" "INPUT" "!" "-i" "lo" "-j" "ACCEPT"')),
  take('two dashes at the end', filter('-A INPUT -j ACCEPT --')),
  take('a comment like an option', filter(comment('"-j"'))),
  rhel7('refuses', take('a bare comment like an option', filter(comment('-t')))),
  take('a comment like a negation', filter(comment('!'))),
  take('a comment like an end', filter(comment('--'))),
  take('an empty comment', filter(comment('""'))),
  take('escapes in quotes', filter(comment('"a \\"q\\" \\\\ \\x"'))),
  take('a backslash without quotes', filter(comment('a\\b'))),
  take('quotes in the middle of a word', filter(comment('a"b c"'))),
  take('single quotes are letters', filter(comment("'ab'"))),
  take('two comments', filter('-A INPUT -m comment --comment a -m comment --comment b')),
  take('a tab in a comment', filter(comment('"a\tb"'))),
  take('a line of 10239 bytes', filter(`-A INPUT -j ACCEPT${' '.repeat(10_221)}`)),
  take('a comment line of 10239 bytes', `#${'x'.repeat(10_238)}\n${filter()}`),
  take('a word of 1023 bytes', filter(comment('a'.repeat(1_023)))),
  take('251 words', filter(`-A INPUT${' -m comment --comment a'.repeat(62)} -4`.replace(' -4', ' --'))),
  take('an interface of 15 bytes', filter('-A INPUT -i aaaaaaaaaaaaaa+ -j ACCEPT')),
  take(
    'flags of tcp',
    filter('-A INPUT -p tcp -m tcp ! --tcp-flags SYN,ACK SYN -j ACCEPT', '-A INPUT -p tcp ! --syn'),
  ),
  take(
    'options of a match that look like those of iptables',
    filter(
      '-A INPUT -p tcp -m policy --dir in --pol ipsec --strict --proto esp --next --proto ah',
      '-A INPUT -m recent --set',
    ),
  ),
  take('a negated interface', filter('-A FORWARD ! -i lo ! -o lo -j DROP')),
];

export const ODD: readonly RestoreText[] = [
  row('legacy-refuses')('no line end behind the last COMMIT', 'no-final-newline', filter().slice(0, -1)),
  row('legacy-refuses')('a policy for a chain of the user', 'policy-of-user-chain', table(':U DROP [0:0]')),
  row('legacy-refuses')(
    'a policy for a chain of another table',
    'policy-of-user-chain',
    table(':PREROUTING ACCEPT [0:0]'),
  ),
  row('legacy-refuses')('a chain twice', 'chain-declared-twice', table(':U - [0:0]', ':U - [0:0]')),
  row('nft-refuses')('a chain that begins with a dash', 'odd-chain-name', table(':-x - [0:0]')),
  row('nft-refuses')('a chain that begins with !', 'odd-chain-name', table(':!x - [0:0]')),
  noted('counters of letters', 'malformed-counters', table(':INPUT ACCEPT [a:b]')),
  noted('counters of letters before a rule', 'malformed-counters', filter('[a:b] -A INPUT -j ACCEPT')),
  noted('half of the counters before a rule', 'malformed-counters', filter('[1:] -A INPUT -j ACCEPT')),
  noted('words behind the counters', 'ignored-text', table(':INPUT ACCEPT [0:0] or not')),
  noted('words behind the table', 'ignored-text', '*filter or not\nCOMMIT\n'),
  row('refuse')('an unknown table', 'unknown-table', '*nope\nCOMMIT\n'),
  row('refuse')('a table in capitals', 'unknown-table', '*FILTER\nCOMMIT\n'),
];

export const WRONG: readonly RestoreText[] = [
  refuse('no COMMIT', 'missing-commit', HEAD),
  refuse('a table in a table', 'missing-commit', '*filter\n*nat\nCOMMIT\n'),
  refuse('COMMIT with a space', 'not-a-rule', '*filter\nCOMMIT \nCOMMIT\n'),
  refuse('COMMIT behind a space', 'not-a-rule', '*filter\n COMMIT\nCOMMIT\n'),
  refuse('COMMIT in small letters', 'not-a-rule', '*filter\ncommit\nCOMMIT\n'),
  refuse('COMMIT twice', 'outside-table', '*filter\nCOMMIT\nCOMMIT\n'),
  refuse('a rule before the table', 'outside-table', `-A INPUT -j ACCEPT\n${filter()}`),
  refuse('a chain before the table', 'outside-table', `:INPUT ACCEPT [0:0]\n${filter()}`),
  refuse('spaces outside a table', 'outside-table', `  \n${filter()}`),
  refuse('a table behind a space', 'outside-table', ' *filter\n'),
  refuse('spaces in a table', 'not-a-rule', filter('  ')),
  refuse('a comment behind a space', 'not-a-rule', filter(' # a')),
  refuse('a comment behind a rule', 'stray-word', filter('-A INPUT -j ACCEPT # a')),
  refuse('a table without a name', 'missing-name', '*\nCOMMIT\n'),
  refuse('a table of 33 bytes', 'table-too-long', `*${'a'.repeat(33)}\nCOMMIT\n`),
  refuse('a chain without a name', 'missing-name', table(':')),
  refuse('a chain without a policy', 'missing-policy', table(':INPUT')),
  refuse('an unknown policy', 'unknown-policy', table(':INPUT REJECT [0:0]')),
  refuse('a policy in small letters', 'unknown-policy', table(':INPUT accept [0:0]')),
  refuse('a chain of 29 bytes', 'chain-too-long', table(`:${'a'.repeat(29)} - [0:0]`)),
  refuse('a chain of 15 letters of two bytes', 'chain-too-long', table(`:${'é'.repeat(15)} - [0:0]`)),
  refuse('a chain called ACCEPT', 'chain-is-verdict', table(':ACCEPT - [0:0]')),
  refuse('Windows line ends', 'carriage-return', filter('-A INPUT -j ACCEPT').replaceAll('\n', '\r\n')),
  refuse('an empty line with a carriage return', 'carriage-return', filter('\r')),
  refuse('a byte order mark', 'byte-order-mark', `\uFEFF${filter()}`),
  refuse('a rule in an undeclared chain', 'undeclared-chain', filter('-A NOPE -j ACCEPT')),
  refuse('a rule in a chain of another table', 'undeclared-chain', filter('-A PREROUTING -j ACCEPT')),
  refuse('a rule before its chain', 'undeclared-chain', table('-A V -j ACCEPT', ':V - [0:0]')),
  refuse('a rule in a chain without a name', 'undeclared-chain', filter('-A "" -j ACCEPT')),
  refuse('counters without a bracket', 'malformed-counters', filter('[1:2 -A INPUT -j ACCEPT')),
  refuse('counters without a colon', 'malformed-counters', filter('[12] -A INPUT -j ACCEPT')),
  refuse('counters with nothing in them', 'malformed-counters', filter('[:] -A INPUT -j ACCEPT')),
  refuse('counters behind a space', 'stray-word', filter(' [1:2] -A INPUT -j ACCEPT')),
  refuse('-t', 'table-in-rule', filter('-A INPUT -t filter -j ACCEPT')),
  refuse('-t without a space', 'table-in-rule', filter('-A INPUT -tfilter -j ACCEPT')),
  refuse('an abbreviated --table', 'table-in-rule', filter('-A INPUT --tab filter -j ACCEPT')),
  refuse('--table=', 'table-in-rule', filter('-A INPUT --table=filter -j ACCEPT')),
  refuse('a quoted -t', 'table-in-rule', filter('-A INPUT "-t" filter -j ACCEPT')),
  refuse('one counter in the rule', 'malformed-counters', filter('-A INPUT -c 1 -j ACCEPT')),
  refuse(
    'a counter in the rule that is no number',
    'malformed-counters',
    filter('-A INPUT -c 1 a -j ACCEPT'),
  ),
  refuse('no command', 'not-a-rule', filter('-j ACCEPT')),
  refuse('a word before the target', 'stray-word', filter('-A INPUT foo -j ACCEPT')),
  refuse('a word behind the target', 'stray-word', filter('-A INPUT -j ACCEPT foo')),
  refuse('an empty word', 'stray-word', filter('-A INPUT "" -j ACCEPT')),
  refuse('single quotes around two words', 'stray-word', filter(comment("'a b'"))),
  refuse('letters behind a quote', 'stray-word', filter(comment('"a"b'))),
  refuse('a third flag of tcp', 'stray-word', filter('-A INPUT -p tcp -m tcp --tcp-flags SYN SYN SYN')),
  refuse('a value for --syn', 'stray-word', filter('-A INPUT -p tcp --syn a')),
  refuse('two dashes in the middle', 'stray-word', filter('-A INPUT -- -j ACCEPT')),
  refuse('a single dash', 'stray-word', filter('-A INPUT - -j ACCEPT')),
  refuse('-j without a value', 'missing-value', filter('-A INPUT -j')),
  refuse('-A without a value', 'missing-value', filter('-A')),
  refuse('one flag of tcp', 'missing-value', filter('-A INPUT -p tcp -m tcp --tcp-flags SYN')),
  refuse('-A with an option for a chain', 'undeclared-chain', filter('-A -j ACCEPT')),
  refuse('! twice', 'misplaced-negation', filter('-A INPUT ! ! -i lo -j ACCEPT')),
  refuse('! at the end', 'misplaced-negation', filter('-A INPUT -j ACCEPT !')),
  refuse('! before a word', 'misplaced-negation', filter('-A INPUT ! lo -j ACCEPT')),
  refuse('! before -j', 'misplaced-negation', filter('-A INPUT ! -j ACCEPT')),
  refuse('! before -m', 'misplaced-negation', filter('-A INPUT ! -m comment --comment a')),
  refuse('! behind -s', 'stray-word', filter('-A INPUT -s ! ::1 -j ACCEPT')),
  refuse('! before -A', 'misplaced-negation', filter('! -A INPUT')),
  refuse('two -j', 'repeated-option', filter('-A INPUT -j ACCEPT -j DROP')),
  refuse('-j and -g', 'repeated-option', filter('-A INPUT -j ACCEPT --goto U')),
  refuse('two -p', 'repeated-option', filter('-A INPUT -p tcp --protocol udp')),
  refuse('two -i', 'repeated-option', filter('-A INPUT -i a --in-interface b')),
  refuse('two -A', 'repeated-option', filter('-A INPUT -A U')),
  refuse('-A and -I', 'unsupported-command', filter('-A INPUT -I U')),
  rhel7('takes', refuse('-j without a space', 'attached-value', filter('-A INPUT -jACCEPT'))),
  rhel7('takes', refuse('--jump=', 'attached-value', filter('-A INPUT --jump=ACCEPT'))),
  refuse('-p without a space', 'attached-value', filter('-A INPUT -ptcp')),
  rhel7('takes', refuse('--protocol=', 'attached-value', filter('-A INPUT --protocol=tcp'))),
  refuse('a target of 29 bytes', 'target-too-long', filter(`-A INPUT -j ${'a'.repeat(29)}`)),
  refuse('an empty target', 'empty-value', filter('-A INPUT -j ""')),
  refuse('an empty interface', 'empty-value', filter('-A INPUT -i ""')),
  refuse('an interface of 16 bytes', 'interface-too-long', filter('-A INPUT -i aaaaaaaaaaaaaaaa')),
  refuse('-i in OUTPUT', 'wrong-direction', filter('-A OUTPUT -i lo')),
  refuse('-o in INPUT', 'wrong-direction', filter('-A INPUT -o lo')),
  refuse('DROP in nat', 'drop-in-nat', '*nat\n-A PREROUTING -j DROP\nCOMMIT\n'),
  refuse('an unknown letter', 'unknown-option', filter('-A INPUT -Q')),
  refuse('-w', 'not-in-rules', filter('-A INPUT -w -j ACCEPT')),
  refuse('--numeric', 'not-in-rules', filter('-A INPUT --numeric')),
  refuse('252 words', 'too-many-words', filter(`-A INPUT${' -m comment --comment a'.repeat(62)} -j ACCEPT`)),
  refuse('a word of 1024 bytes', 'word-too-long', filter(comment('a'.repeat(1_024)))),
  refuse('a line of 10240 bytes', 'line-too-long', filter(`-A INPUT -j ACCEPT${' '.repeat(10_222)}`)),
  refuse('a comment line of 10240 bytes', 'line-too-long', `#${'x'.repeat(10_239)}\n${filter()}`),
];

export const STRICTER: readonly RestoreText[] = [
  rhel7(
    'refuses',
    stricter(
      'a quote that is never closed',
      'unclosed-quote',
      filter('-A INPUT -m comment --comment "a -j ACCEPT'),
    ),
  ),
  rhel7('refuses', stricter('a zero byte', 'zero-byte', filter('-A INPUT -j ACCEPT\0-s 192.0.2.1'))),
  stricter('-I', 'unsupported-command', filter('-I INPUT -j ACCEPT')),
  stricter('-P', 'unsupported-command', filter('-P INPUT DROP')),
  stricter('-N', 'unsupported-command', filter('-N V')),
  stricter('--flush', 'unsupported-command', filter('--flush INPUT')),
  stricter('-v', 'not-in-rules', filter('-A INPUT -v')),
  stricter('-i without a space', 'attached-value', filter('-A INPUT -ilo')),
  stricter('a carriage return behind a chain', 'carriage-return', table(':INPUT ACCEPT [0:0]\r')),
];
