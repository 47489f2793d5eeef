/** The words of one command, the program first. Never empty; quoting happens once, in the kit. */
export type Argv = readonly [string, ...string[]];

/** The only things the engine can do to a host. Each is one function of the kit. */
export type Operation =
  /** Runs a program. */
  | ({ readonly kind: 'run'; readonly argv: Argv } & Circumstances)
  /** Runs text with a shell, `/bin/sh` unless `executable` says otherwise. */
  | ({ readonly kind: 'shell'; readonly script: string; readonly executable?: string } & Circumstances)
  /**
   * Makes `path` a regular file with this content: written beside it, synced, renamed, synced. An existing file's
   * owner, mode, ACL, extended attributes and label stay unless named here; through a symlink the file it points to is
   * written and the link kept. A file with further hard links is refused.
   */
  | ({ readonly kind: 'write'; readonly path: string; readonly contentBase64: string } & Attributes)
  /** Makes a directory, parents included; those it makes get `attributes` too. */
  | ({ readonly kind: 'directory'; readonly path: string } & Attributes)
  /** Changes owner, group or mode and nothing else. */
  | ({ readonly kind: 'attributes'; readonly path: string; readonly recurse?: boolean } & Attributes)
  /** Makes `path` a symbolic link to `to`, replacing a link or (with `force`) a file. */
  | { readonly kind: 'link'; readonly path: string; readonly to: string; readonly force: boolean }
  /** Makes an empty file, or updates the times of an existing one. */
  | ({ readonly kind: 'touch'; readonly path: string } & Attributes)
  /** Removes a file, a link, or a directory with everything in it. */
  | { readonly kind: 'remove'; readonly path: string }
  /** Only in an undo: brings `path` back as it was preserved by the same step, or removes it if it was absent. */
  | { readonly kind: 'restore'; readonly path: string };

/** What a program finds when it starts. */
export interface Circumstances {
  /** As the author of a playbook expects it: in the login's folder, and with UTF-8 where the host has a locale for it. */
  readonly asLogin?: boolean;
  readonly chdir?: string;
  readonly stdin?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Attributes {
  /** Octal digits, three or four: `0644`. */
  readonly mode?: string;
  readonly owner?: string;
  readonly group?: string;
}

/** Whether a shell can have a variable of this name (POSIX, 3.231). */
export function isVariableName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}
