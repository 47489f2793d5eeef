import {
  type Attributes,
  type Circumstances,
  isVariableName,
  type Operation,
} from '../../model/operation.ts';
import { quoteAll } from '../quote.ts';

/** How much of a path is copied aside: all of it, the attributes of a whole tree, or only its own. */
export type Preserved = { readonly index: number; readonly how: 'full' | 'tree' | 'meta' };

/** A call of one function of the kit: its name, and the whole line. */
export interface KitCall {
  readonly name: string;
  readonly line: string;
}

/**
 * The shell text that does one operation. `preserved` tells `restore` where the step keeps what was there.
 *
 * @throws {RangeError} for what no host can do: a NUL character, a path that is not absolute, an odd variable name
 */
export function scriptOf(
  operation: Operation,
  preserved: ReadonlyMap<string, Preserved> = new Map(),
): KitCall {
  switch (operation.kind) {
    case 'run':
      return call('rr_run', ...circumstances(operation), '--', ...operation.argv);
    case 'shell':
      return call(
        'rr_shell',
        operation.executable ?? '/bin/sh',
        operation.script,
        ...circumstances(operation),
      );
    case 'write':
      return call(
        'rr_write',
        absolute(operation.path),
        base64(operation.contentBase64),
        ...attributes(operation),
      );
    case 'directory':
      return call('rr_directory', absolute(operation.path), ...attributes(operation));
    case 'attributes':
      return call(
        'rr_attributes',
        absolute(operation.path),
        ...attributes(operation),
        ...(operation.recurse === true ? ['-R'] : []),
      );
    case 'link':
      return call('rr_link', absolute(operation.path), operation.to, operation.force ? 'yes' : 'no');
    case 'touch':
      return call('rr_touch', absolute(operation.path), ...attributes(operation));
    case 'remove':
      return call('rr_remove', absolute(operation.path));
    case 'restore':
      return restore(absolute(operation.path), preserved);
  }
}

function restore(path: string, preserved: ReadonlyMap<string, Preserved>): KitCall {
  const kept = preserved.get(path);
  if (kept === undefined) throw new Error(`an undo restores ${path}, which its step does not preserve`);
  return call('rr_restore', String(kept.index), path, kept.how);
}

/** The path without slashes at its end. @throws {RangeError} when it is not absolute */
export function absolute(path: string): string {
  if (!path.startsWith('/')) throw new RangeError(`the path ${JSON.stringify(path)} is not absolute`);
  return path.replace(/\/+$/, '') || '/';
}

function call(name: string, ...words: readonly string[]): KitCall {
  return { name, line: `${name} ${quoteAll(words)}` };
}

function circumstances({ asLogin, chdir, stdin, environment }: Circumstances): readonly string[] {
  return [
    ...(asLogin === true ? ['-l', 'yes'] : []),
    ...(chdir === undefined ? [] : ['-d', chdir]),
    ...Object.entries(environment ?? {}).flatMap(([name, value]) => ['-e', `${variableName(name)}=${value}`]),
    ...input(stdin),
  ];
}

function input(stdin: string | undefined): readonly string[] {
  if (stdin === undefined) return [];
  // A shell cannot hold a NUL character; every other text goes as it is.
  return stdin.includes('\0') ? ['-I', Buffer.from(stdin, 'utf8').toString('base64')] : ['-i', stdin];
}

function variableName(name: string): string {
  if (isVariableName(name)) return name;
  throw new RangeError(`${JSON.stringify(name)} cannot be the name of an environment variable`);
}

function base64(text: string): string {
  if (/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return text;
  throw new RangeError('a file content is not in base64');
}

function attributes({ mode, owner, group }: Attributes): readonly string[] {
  return [mode ?? '-', owner ?? '-', group ?? '-'];
}
