import type { Operation } from '../../model/operation.ts';

/** One operation, what it makes of a folder, and how it goes back. All scripts run in the folder. */
export interface OperationCase {
  readonly name: string;
  /** Shell text that sets the scene. */
  readonly before: string;
  readonly operations: (folder: string) => readonly Operation[];
  /** Paths in the folder that the step preserves; the undo restores the same, last first. */
  readonly preserve: readonly string[];
  /** Shell text whose words are compared with `shows`, after the step. */
  readonly look: string;
  readonly shows: string;
  /** Undefined: it works. Otherwise what standard error says when it does not. */
  readonly fails?: RegExp;
  readonly asRoot?: boolean;
  /** It is about ACLs and extended attributes, which busybox does not copy. */
  readonly extended?: boolean;
  /** Folders whose time of change moves, as something is made in them. */
  readonly loose?: readonly string[];
}

export const base64 = (text: string): string => Buffer.from(text).toString('base64');
/** Sets a time long ago, so that a new one shows. */
export const old = 'touch -h -d 2001-02-03T04:05:06';

/** Files, folders and attributes. */
export const operationCases: readonly OperationCase[] = [
  {
    name: 'write a new file with the mode of a new file',
    before: 'umask 022',
    operations: (f) => [{ kind: 'write', path: `${f}/new`, contentBase64: base64('text\n') }],
    preserve: ['new'],
    look: 'cat new; stat -c %a new',
    shows: 'text 644',
  },
  {
    name: 'write a new file with a mode',
    before: ':',
    operations: (f) => [{ kind: 'write', path: `${f}/new`, contentBase64: base64(''), mode: '0600' }],
    preserve: ['new'],
    look: 'stat -c "%a %s" new',
    shows: '600 0',
  },
  {
    name: 'write over a file and keep its mode',
    before: `echo old >a; chmod 4751 a; ${old} a`,
    operations: (f) => [{ kind: 'write', path: `${f}/a`, contentBase64: base64('\0\xff\n') }],
    preserve: ['a'],
    look: 'stat -c "%a %s" a; ls -A',
    shows: '4751 4 a',
  },
  {
    name: 'write over a file with ACL and extended attributes',
    before: `echo old >a; chmod 640 a; setfattr -n user.note -v keep a 2>/dev/null; setfacl -m u:7:rw a 2>/dev/null; ${old} a`,
    operations: (f) => [{ kind: 'write', path: `${f}/a`, contentBase64: base64('new'), mode: '0660' }],
    preserve: ['a'],
    look: 'cat a; echo; stat -c %a a',
    shows: 'new 660',
    extended: true,
  },
  {
    name: 'write over a file of somebody else',
    before: 'echo old >a; chown 12:34 a; chmod 600 a',
    operations: (f) => [{ kind: 'write', path: `${f}/a`, contentBase64: base64('new') }],
    preserve: ['a'],
    look: 'stat -c "%u %g %a" a',
    shows: '12 34 600',
    asRoot: true,
  },
  {
    name: 'write a file with owner, group and mode',
    before: 'echo old >a',
    operations: (f) => [
      { kind: 'write', path: `${f}/a`, contentBase64: base64('new'), owner: '12', group: '34', mode: '6755' },
    ],
    preserve: ['a'],
    look: 'stat -c "%u %g %a" a',
    shows: '12 34 6755',
    asRoot: true,
  },
  {
    name: 'write through a link and keep it',
    before: `mkdir real; echo old >real/a; ${old} real/a; ln -s real/a link; ${old} link`,
    operations: (f) => [{ kind: 'write', path: `${f}/link`, contentBase64: base64('new') }],
    preserve: ['link'],
    loose: ['real'],
    look: 'readlink link; cat real/a',
    shows: 'real/a new',
  },
  {
    name: 'write through a link to nothing yet',
    before: 'ln -s target link',
    operations: (f) => [{ kind: 'write', path: `${f}/link`, contentBase64: base64('new') }],
    preserve: ['link'],
    look: 'readlink link; cat target',
    shows: 'target new',
  },
  {
    name: 'refuse to write a file with further hard links',
    before: 'echo old >a; ln a b',
    operations: (f) => [{ kind: 'write', path: `${f}/a`, contentBase64: base64('new') }],
    preserve: ['a'],
    look: 'cat a b; ls -A',
    shows: 'old old a b',
    fails: /a has further hard links/,
  },
  {
    name: 'refuse to write a folder',
    before: 'mkdir a',
    operations: (f) => [{ kind: 'write', path: `${f}/a`, contentBase64: base64('new') }],
    preserve: ['a'],
    look: 'ls -A',
    shows: 'a',
    fails: /a is not a regular file/,
  },
  {
    name: 'refuse to write where there is no folder',
    before: ':',
    operations: (f) => [{ kind: 'write', path: `${f}/no/a`, contentBase64: base64('new') }],
    preserve: ['no/a'],
    look: 'ls -A',
    shows: '',
    fails: /the folder .*\/no does not exist/,
  },
  {
    name: 'write a name that no shell likes',
    before: ':',
    operations: (f) => [{ kind: 'write', path: `${f}/-r $(id) 'x' "y"\n*`, contentBase64: base64('new') }],
    preserve: [`-r $(id) 'x' "y"\n*`],
    look: 'cat ./-r*; ls -A | wc -l',
    shows: 'new2',
  },
  {
    name: 'make folders, parents too, with the mode asked for',
    before: 'umask 022; mkdir a',
    operations: (f) => [{ kind: 'directory', path: `${f}/a/b/c`, mode: '0750' }],
    preserve: ['a/b'],
    loose: ['a'],
    look: 'stat -c "%n %a" a a/b a/b/c',
    shows: 'a 755 a/b 750 a/b/c 750',
  },
  {
    name: 'set the mode of a folder that is there',
    before: `umask 022; mkdir a; echo x >a/file; ${old} a`,
    operations: (f) => [{ kind: 'directory', path: `${f}/a/`, mode: '1770' }],
    preserve: ['a'],
    look: 'stat -c %a a; cat a/file',
    shows: '1770 x',
  },
  {
    name: 'give and take set-user-id and its like, in a tree',
    before: `mkdir a; chmod 2775 a; echo x >a/b; chmod 4755 a/b; echo y >a/c; ${old} a/b a/c a`,
    operations: (f) => [
      { kind: 'attributes', path: `${f}/a`, mode: '6750', recurse: true },
      { kind: 'attributes', path: `${f}/a/b`, mode: '0640' },
    ],
    preserve: ['a', 'a/b'],
    look: 'stat -c %a a a/b a/c',
    shows: '6750 640 6750',
  },
  {
    name: 'take the set-group-id bit from a folder',
    before: `mkdir a; chmod 2775 a; ${old} a`,
    operations: (f) => [{ kind: 'attributes', path: `${f}/a`, mode: '0755' }],
    preserve: ['a'],
    look: 'stat -c %a a',
    shows: '755',
  },
  {
    name: 'refuse a folder where a file is',
    before: 'echo x >a',
    operations: (f) => [{ kind: 'directory', path: `${f}/a` }],
    preserve: ['a'],
    look: 'cat a',
    shows: 'x',
    fails: /a is not a folder/,
  },
  {
    name: 'refuse a folder where a link leads to nothing',
    before: 'ln -s no/such a',
    operations: (f) => [{ kind: 'directory', path: `${f}/a` }],
    preserve: ['a'],
    look: 'ls -A',
    shows: 'a',
    fails: /a is a symbolic link that leads to nothing/,
  },
  {
    name: 'attributes of one file',
    before: `umask 022; echo x >a; ${old} a`,
    operations: (f) => [{ kind: 'attributes', path: `${f}/a`, mode: '0400' }],
    preserve: ['a'],
    look: 'stat -c %a a; cat a',
    shows: '400 x',
  },
  {
    name: 'attributes through a link',
    before: `umask 022; echo x >a; ${old} a; ln -s a link`,
    operations: (f) => [{ kind: 'attributes', path: `${f}/link`, mode: '0400' }],
    preserve: ['link'],
    look: 'stat -c %a a; readlink link',
    shows: '400 a',
  },
  {
    name: 'owner of a file, which loses its set-user-id bit on the way',
    before: 'echo x >a; chown 1:2 a; chmod 6755 a',
    operations: (f) => [{ kind: 'attributes', path: `${f}/a`, owner: '3' }],
    preserve: ['a'],
    look: 'stat -c "%u %g" a',
    shows: '3 2',
    asRoot: true,
  },
  {
    name: 'attributes of a tree',
    before: `umask 022; mkdir -p a/b; echo x >a/b/c; echo y >a/d; chmod 600 a/d; ln -s b a/l; ${old} a/b/c a/d a/l a/b a`,
    operations: (f) => [{ kind: 'attributes', path: `${f}/a`, mode: '0711', recurse: true }],
    preserve: ['a'],
    look: 'stat -c %a a a/b a/b/c a/d; cat a/b/c',
    shows: '711 711 711 711 x',
  },
];
