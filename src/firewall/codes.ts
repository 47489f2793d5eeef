/** What can be wrong with a text of rules. By code: why it comes up, and after the first full stop what to do. */
export const ruleCodes = {
  'attached-value':
    'An option and its value are one word, which this option does not allow. Put a space between them.',
  'built-in-chain': 'A command would delete a chain that is built into the table. Remove the line.',
  'byte-order-mark': 'The text begins with a byte order mark. Save it as UTF-8 without one.',
  'carriage-return': 'Lines end as on Windows. Save the text with Unix line ends.',
  'chain-declared-twice': 'A table declares one chain twice. Remove the second line.',
  'chain-in-use':
    'A command would delete a chain that has rules or is jumped to. Flush it or remove the jump first.',
  'chain-is-target': 'A chain has the name of a target, such as REJECT. Choose another name.',
  'chain-is-verdict': 'A chain has the name of a verdict, such as ACCEPT. Choose another name.',
  'chain-too-long': 'The name of a chain has more than 28 bytes. Shorten it, also in the rules that name it.',
  'drop-in-nat': 'The table nat cannot drop packets. Drop them in the table filter.',
  'empty-value': 'The value of an option is empty. Write it, or remove the option.',
  'flush-of-all':
    'A flush of all chains works with one backend of iptables-restore and not with the other. Name each chain.',
  'ignored-text': 'Text behind a complete line is ignored. Remove it; a comment has a line of its own.',
  'interface-too-long':
    'The name of an interface has more than 15 bytes. Correct it; `+` at its end means any rest.',
  'line-too-long': 'A line is longer than iptables-restore reads. Break it into several rules.',
  'malformed-counters': 'Counters are not two numbers. Write `[0:0]`, or leave them out.',
  'misplaced-negation': '`!` is written where nothing can be negated. Put it before the option.',
  'missing-commit': 'A table does not end with COMMIT. Add that line behind its last rule.',
  'missing-name': 'A line declares a table or chain without a name. Add the name.',
  'missing-policy': 'A line declares a chain without a policy. Write `:NAME - [0:0]`.',
  'missing-value': 'An option lacks its value. Add it, or remove the option.',
  'no-final-newline': 'The last line has no line end. Add one.',
  'no-such-rule': 'A command deletes or replaces a rule that is not there. Write it as it was added.',
  'not-a-rule': 'A line is no rule, chain, table, comment or COMMIT. Remove it, or begin a comment with `#`.',
  'not-in-rules': 'An option is for the command line and not for a rule. Remove it.',
  'not-with-command': 'A command does not take this option. Remove it, or write a line for each.',
  'odd-chain-name': 'Some iptables-restore refuses the name of a chain. Choose another name.',
  'other-family': 'An option belongs to the other IP family. Move the rule to the file of that family.',
  'outside-table': 'A line comes before any table. Add `*filter` before it.',
  'policy-lost':
    'A command resets a policy with one backend of iptables-restore and not with the other. Remove the line.',
  'policy-of-user-chain':
    'Only built-in chains have a policy. Write `-`, and put a rule at the end of the chain.',
  'repeated-option': 'A rule gives one option twice. Write two rules.',
  'replaced-rule': 'A command changes a rule that the same text added. Write the rule once, as it should be.',
  'rule-number':
    'A command names a rule by a number that the chain does not have. Count from 1, in its chain.',
  'several-rules':
    'A rule with several addresses or a host name becomes several rules. Write one address a rule.',
  'stray-word': 'A word belongs to no option. Remove it, or add the option before it.',
  'table-in-rule': 'A rule has `-t`. Move it to the table that it is for.',
  'table-too-long': 'The name of a table is too long. Use filter, nat, mangle, raw or security.',
  'target-too-long': 'The name of a target has more than 28 bytes. Correct it.',
  'text-too-long':
    'The text is larger than can be checked safely. Check that it is what iptables-save wrote.',
  'too-many-commands':
    'Commands change too many rules too often. Write the rules as they should be, with `-A`.',
  'too-many-lines':
    'The text has more lines than can be checked safely. Check that it is what iptables-save wrote.',
  'too-many-mistakes':
    'The text has more than a thousand mistakes. Check that it is what iptables-save wrote.',
  'too-many-words': 'A rule has more words than iptables-restore reads. Split it into several rules.',
  'unclosed-quote':
    'A double quote is never closed. Close it, or write `\\"` for a quote that belongs to the text.',
  uncountable:
    'A command counts rules after one that becomes several. Write one address a rule, or name the rule itself.',
  'undeclared-chain':
    'A rule is in a chain that the table does not declare. Add `:NAME - [0:0]` at the head of the table.',
  'unknown-option': 'iptables has no such option. Correct it.',
  'unknown-policy':
    'A policy is neither ACCEPT nor DROP. Write one; to reject, end the chain with `-j REJECT`.',
  'unknown-table': 'A table is not one that every kernel has. Use filter, nat, mangle, raw or security.',
  'unsupported-command': 'A command does nothing in a text of rules. Write what the hint says.',
  'word-too-long': 'A word is longer than iptables-restore reads. Shorten it.',
  'wrong-direction':
    'A chain does not see packets on that side, as OUTPUT has no `-i`. Use the other option, or another chain.',
  'zero-byte': 'The text holds a zero byte. Check that it is not damaged, and remove the byte.',
  'zero-of-chain':
    'One backend of iptables-restore refuses to reset the counters of a chain. Write `[0:0]` before the rule, or remove the line.',
};
