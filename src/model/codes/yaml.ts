/** What can be wrong with the YAML of any file. By code: why it comes up, and after the first full stop what to do. */
export const yamlCodes = {
  'alias-loop': 'An alias is inside the value that it names. Write the inner value out.',
  'ambiguous-value':
    'A value without quotes is text here, and in Ansible a number, a boolean or a date. Put it in quotes, so that it means the same to both.',
  'bad-escape':
    'Double quotes hold a backslash with a letter that YAML gives no meaning. Use single quotes, or write the backslash twice.',
  'bad-indentation':
    'A line is indented differently from the lines it belongs to. Line up the keys of one mapping and the dashes of one list.',
  'control-character':
    'The file holds an invisible control character. Remove it, or write it as an escape inside double quotes.',
  directive: 'A line that begins with `%` is a directive, which is not supported. Remove it.',
  'duplicate-key': 'One mapping gives the same key twice. Remove one of the two.',
  'inexact-number': 'A number has more digits than can be kept exactly. Put it in quotes to keep it as text.',
  'invalid-key': 'A key is missing, or is not text. Write `key: value`.',
  'invalid-merge': '`<<` takes a mapping or a list of mappings. Name one by its alias: `<<: *defaults`.',
  'line-too-long': 'A line is too long to be read safely. Break it, or move the text to a file of its own.',
  'missing-colon': 'A line has no colon and space between key and value. Write `key: value`.',
  'more-mistakes':
    'The file has more mistakes than are shown. Correct the ones that are shown, and check again.',
  'nested-mapping':
    'A second `: ` on one line would start a mapping where none can be. Put the value in quotes.',
  'not-utf8': 'The file is not UTF-8 text. Save it as UTF-8.',
  'reserved-character':
    'A value begins with a character that has a meaning in YAML, such as `@` or `%`. Put it in quotes.',
  'reserved-key': 'A key has a name that JavaScript reserves, such as `__proto__`. Choose another name.',
  'several-documents': 'A second document begins after `---`. Put it into a file of its own.',
  'tab-indentation': 'A tab indents a line. Use spaces.',
  'too-deep':
    'Values are nested too deeply, or folders of an inventory are. Look for a missing bracket, or for a link that leads back up.',
  'too-large': 'A file is larger than can be checked safely. Split it.',
  'too-many-aliases': 'The aliases of a file stand for too many values. Write some of them out.',
  'unclosed-bracket': 'A bracket is never closed. Close it.',
  'unclosed-quote': 'A quote is never closed. Close it where the text ends.',
  'unexpected-text':
    'Text follows where a value was already complete. Check the indentation, or put the whole value in quotes.',
  'unknown-alias':
    'An alias names an anchor that is not above it. Define it with `&name`, or correct the name.',
  'unknown-tag': 'A tag such as `!!binary` is not supported. Remove it, and write the plain value.',
  'unquoted-template':
    'A value begins with `{{` and has no quotes, so that YAML reads a mapping. Put the whole value in double quotes.',
  'yaml-syntax': 'The file is not YAML. Correct the place that is named.',
};
