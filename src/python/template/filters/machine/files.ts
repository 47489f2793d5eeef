import { joinedPath, normalPath, relativePath } from '../../../posix-path.ts';
import { textOf } from '../../../values/text.ts';
import { stringArg } from '../../arguments.ts';
import { doorOf } from '../../lookups/lookup.ts';
import { globbed } from '../../lookups/named/glob.ts';
import { withHome } from '../../lookups/search.ts';
import { type Call, type Routines, routine } from '../../routine.ts';

/** What asks the machine that runs rulerun about paths. */
export const fileFilters: Routines = {
  expanduser: routine('', (call) => withHome(textOf(call.input, call.meter), doorOf(call))),
  realpath: routine('', (call) => doorOf(call).realPath(fromHere(textOf(call.input, call.meter), call))),
  relpath: routine('start?', (call) => {
    const start = stringArg(call.args[0], '.');
    return relativePath(fromHere(textOf(call.input, call.meter), call), fromHere(start, call));
  }),
  fileglob: routine('', (call) => {
    const door = doorOf(call);
    const found = globbed(stringArg(call.input), door, call.meter);
    return found.filter((path) => door.look(path, 'follow')?.kind === 'file');
  }),
};

/** An absolute path asks nothing. */
function fromHere(path: string, call: Call): string {
  return normalPath(path.startsWith('/') ? path : joinedPath(doorOf(call).folder, path));
}
