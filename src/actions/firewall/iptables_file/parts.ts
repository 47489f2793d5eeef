import type { Decision } from '../../../model/action.ts';
import { type HostFile, LARGEST_FILE } from '../../../probes/file/host-file.ts';
import { hindered, refused } from '../../decision.ts';
import type { WantedAttributes } from '../../files/host-file/attributes.ts';
import { missingParent, obstacleToContent } from '../../files/host-file/obstacle.ts';
import { planContent } from '../../files/host-file/write.ts';
import type { Places } from './params.ts';
import { withoutSaving } from './save-on-stop.ts';
import type { WantedText } from './wanted-text.ts';

export function planRules({ verb, bytes }: WantedText, { rules }: Places, file: HostFile): Decision {
  return planFile(verb, rules, file, bytes);
}

/** Undefined: there is nothing to be put back later, and a list from before stays. */
export function planReapply(
  { reapply: list }: WantedText,
  { reapply }: Places,
  file: HostFile,
): Decision | undefined {
  if (list.length === 0) return undefined;
  const decision = planFile('write', reapply, file, list);
  const lost = linesOf(file.found?.content).filter((line) => !linesOf(list).includes(line)).length;
  if (decision.kind !== 'change' || lost === 0) return decision;
  const impact = [`leaves ${lost === 1 ? 'a line' : `${lost} lines`} out of ${reapply} that stood in it`];
  return { kind: 'change', change: { ...decision.change, impact } };
}

function linesOf(content: Uint8Array = new Uint8Array()): readonly string[] {
  return Buffer.from(content)
    .toString('latin1')
    .split('\n')
    .filter((line) => line !== '');
}

/** Undefined: the unit does not save, as is the rule without the file or without the variable in it. */
export function planConfig({ config, saveOnStop }: Places, file: HostFile): Decision | undefined {
  if (file.found === undefined) return undefined;
  const { content, size } = file.found;
  if (content === undefined) {
    const obstacle = obstacleToContent(config, file);
    const why = `${config} has ${size} bytes, at most ${LARGEST_FILE} can be edited`;
    return refused(obstacle?.why ?? why, obstacle?.hint ?? 'leave it alone with `save_on_stop: keep`');
  }
  const edited = withoutSaving(Buffer.from(content).toString('latin1'), saveOnStop);
  return edited === undefined
    ? undefined
    : planFile(`turn off ${saveOnStop} in`, config, file, Buffer.from(edited, 'latin1'));
}

function planFile(verb: string, path: string, file: HostFile, content: Uint8Array): Decision {
  const missing = missingParent(path, file.around);
  if (missing !== undefined) return hindered(missing);
  return planContent({
    verb,
    path,
    file,
    content,
    attributes: keptOrPrivate(file),
    replaceLink: false,
    before: [],
    result: {},
  });
}

/** A file that is there keeps its mode, owner and label; a new one is for root alone. */
function keptOrPrivate({ found }: HostFile): WantedAttributes {
  return { given: found === undefined ? { mode: '0600' } : {}, uid: undefined, gid: undefined };
}
