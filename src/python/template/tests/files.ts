import type { FileLook } from '../../../model/lookups.ts';
import { Fault } from '../../fault.ts';
import { joinedPath } from '../../posix-path.ts';
import type { Value } from '../../values/value.ts';
import { stringArg } from '../arguments.ts';
import { doorOf } from '../lookups/lookup.ts';
import { type Call, type Routine, type Routines, required, routine } from '../routine.ts';

/** What is at a path of the machine that runs rulerun. */
export const fileTests: Routines = {
  ...named(['exists'], (call) => look(call) !== undefined),
  ...named(['link_exists'], (call) => look(call, 'keep') !== undefined),
  ...named(['file', 'is_file'], (call) => look(call)?.kind === 'file'),
  ...named(['directory', 'is_dir'], (call) => look(call)?.kind === 'folder'),
  ...named(['link', 'is_link'], (call) => look(call, 'keep')?.kind === 'link'),
  ...named(['abs', 'is_abs'], ({ input }) => stringArg(input).startsWith('/')),
  ...named(['mount', 'is_mount'], isMount),
  ...both(
    ['same_file', 'is_same_file'],
    routine('path', (call) => isSame(thereAt(call.input, call), thereAt(required(call, 0), call))),
  ),
};

function named(names: readonly string[], test: (call: Call) => boolean): Routines {
  return both(names, routine('', test));
}

function both(names: readonly string[], test: Routine): Routines {
  return Object.fromEntries(names.map((name) => [name, test]));
}

function look(call: Call, links: 'follow' | 'keep' = 'follow'): FileLook | undefined {
  return lookAt(stringArg(call.input), call, links);
}

function lookAt(path: string, call: Call, links: 'follow' | 'keep' = 'follow'): FileLook | undefined {
  const door = doorOf(call);
  return path === '' ? undefined : door.look(joinedPath(door.folder, path), links);
}

function thereAt(path: Value, call: Call): FileLook {
  const found = lookAt(stringArg(path), call);
  if (found === undefined)
    throw new Fault('type', `there is no file ${stringArg(path)} on this machine`, {
      hint: 'ask `is exists` first',
    });
  return found;
}

function isSame(a: FileLook, b: FileLook): boolean {
  return a.device === b.device && a.inode === b.inode;
}

/** The folder above lies on another device, or is the same folder: that of the root. */
function isMount(call: Call): boolean {
  const path = stringArg(call.input);
  const [here, above] = [look(call, 'keep'), lookAt(joinedPath(path, '..'), call)];
  if (here === undefined || above === undefined || here.kind === 'link') return false;
  return here.device !== above.device || here.inode === above.inode;
}
