import type { Decision, Obstacle } from '../../../model/action.ts';
import type { Operation } from '../../../model/operation.ts';
import type { HostFile } from '../../../probes/file/host-file.ts';
import type { Perhaps } from '../../../probes/probe.ts';
import { refused, stateDiff, wanted } from '../../decision.ts';
import { missingParent, obstacleAround } from '../host-file/obstacle.ts';
import { planAttributes } from '../host-file/write.ts';
import { describe, type FileWish, resultOf } from './wish.ts';

/**
 * A symbolic link that says `src`, or whatever it says. Owner and mode are those of what it leads to.
 *
 * @param leadsTo what is where it must lead; undefined without `src`
 */
export function planLink(wish: FileWish, leadsTo: Perhaps<HostFile> | undefined): Decision {
  const { params, path, file, attributes } = wish;
  const { src } = params;
  if (file.link !== undefined && (src === undefined || src === file.link))
    return planAttributes({ ...wish, result: resultOf(wish, 'link') });
  if (src === undefined || leadsTo === undefined) {
    return refused(
      `${path} ${file.found === undefined ? 'does not exist' : `is a ${file.found.type}`}, and nothing says where the link must lead`,
      'give `src`',
    );
  }
  if (!leadsTo.known) return refused(leadsTo.why, undefined);
  const target = leadsTo.value;
  const refusal = refusalOf(wish, target);
  if (refusal !== undefined) return { kind: 'refused', ...refusal, result: { path, src } };
  const dressing = planAttributes({ path: src, file: target, attributes, result: {} });
  if (dressing.kind === 'refused') return dressing;
  const dressed = dressing.kind === 'change' ? dressing.change : undefined;
  return wanted({
    summary: `link ${path} to ${src}`,
    diff: [
      stateDiff(path, describe(file), `link to ${src}`),
      ...(dressed?.diff ?? []).map((each) => ({ ...each, subject: `${src} ${each.subject}` })),
    ],
    apply: [...operationsFor(wish, src), ...(dressed?.apply ?? [])],
    preserve: [path],
    undo: {
      kind: 'possible',
      operations: [
        ...(dressed?.undo.kind === 'possible' ? dressed.undo.operations : []),
        { kind: 'restore', path },
      ],
    },
  });
}

function refusalOf({ params, path, file }: FileWish, target: HostFile): Obstacle | undefined {
  if (!params.force && target.found === undefined) {
    return {
      why: `${params.src} does not exist: the link would lead nowhere`,
      hint: 'make it first, or add `force: true`',
    };
  }
  const inTheWay = file.link === undefined ? file.found : undefined;
  if (inTheWay?.type === 'directory' && !inTheWay.empty) {
    return {
      why: `${path} is a folder with something in it`,
      hint: `empty it first, or remove it with \`file: {path: ${path}, state: absent}\``,
    };
  }
  if (inTheWay !== undefined && !params.force) {
    return { why: `${path} is a ${inTheWay.type}, not a link`, hint: 'add `force: true` to replace it' };
  }
  return missingParent(path, file.own) ?? obstacleAround(path, file.own);
}

function operationsFor({ path, file, params }: FileWish, src: string): readonly Operation[] {
  const link: Operation = { kind: 'link', path, to: src, force: params.force };
  const isFolder = file.link === undefined && file.found?.type === 'directory';
  return isFolder ? [{ kind: 'remove', path }, link] : [link];
}
