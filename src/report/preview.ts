import type { Message } from '../model/action.ts';
import type { ShownChange } from '../model/change.ts';
import type { PlayOutline, RunEvent } from '../model/run/event.ts';
import { titlesIn } from './fold/task-tree.ts';
import { type AlikeHosts, type Groups, newGroups } from './groups.ts';

/** What a preview found, told once for all hosts on which it is the same. */
export interface Preview {
  readonly hosts: number;
  readonly hostsToChange: number;
  readonly changes: number;
  /** What checks and tasks had to say although nothing failed, in the order of the playbook. */
  readonly notices: readonly PreviewNotice[];
  /** In the order of the playbook; within a task the most frequent change first. */
  readonly groups: readonly PreviewGroup[];
  /** The plays that may meet hosts which only the run will tell. */
  readonly open: readonly PlayOpen[];
  /** The plays whose hosts chance has put in their order. */
  readonly shuffled: readonly Pick<PlayOutline, 'name' | 'hosts'>[];
  /** The plays whose hosts wait for each other at every task. */
  readonly inStep: readonly { readonly name: string; readonly why: string }[];
}

export type PlayOpen = Pick<RunEvent & { readonly type: 'play.open' }, 'name' | 'why'>;

export type PreviewNotice = AlikeHosts<Message>;

export type PreviewGroup = AlikeHosts<
  | { readonly kind: 'change'; readonly change: ShownChange; readonly uncertain: boolean }
  | { readonly kind: 'unforeseen'; readonly why: string }
  /** Its hosts wait for each other there. */
  | { readonly kind: 'wait'; readonly why: string }
>;

/** A preview that grows with the events of its run. */
export interface PreviewFold {
  add(event: RunEvent): void;
  preview(): Preview;
}

export function foldPreview(): PreviewFold {
  let groups = newGroups<PreviewGroup['what']>(new Map(), []);
  let notices = newGroups<Message>(new Map(), []);
  const toChange = new Set<string>();
  let hosts = 0;
  let changes = 0;
  const open: PlayOpen[] = [];
  let shuffled: Preview['shuffled'] = [];
  let inStep: Preview['inStep'] = [];

  return {
    add(event) {
      if ('task' in event) {
        groups.meet(event);
        notices.meet(event);
      }
      switch (event.type) {
        case 'run.started':
          hosts = event.hosts.length;
          shuffled = event.plays.filter((play) => play.shuffled);
          groups = newGroups(titlesIn(event.plays), event.hosts);
          inStep = event.plays.flatMap((play) => addWaits(play, groups));
          notices = newGroups(titlesIn(event.plays), event.hosts);
          break;
        case 'hosts.joined':
          hosts += event.hosts.length;
          break;
        case 'play.open':
          open.push(event);
          break;
        case 'preflight.passed':
        case 'task.satisfied':
          for (const message of event.messages) notices.add(event, message);
          break;
        case 'task.pending':
          changes += 1;
          toChange.add(event.host);
          groups.add(event, { kind: 'change', change: event.change, uncertain: event.uncertain });
          break;
        case 'task.unforeseen':
          groups.add(event, { kind: 'unforeseen', why: event.why });
          break;
        default:
          break;
      }
    },
    preview: () => ({
      hosts,
      hostsToChange: toChange.size,
      changes,
      notices: notices.inOrder(),
      groups: groups.inOrder(),
      shuffled,
      inStep,
      open,
    }),
  };
}

/** Tells at each task where hosts wait for each other; returns what holds for all tasks of the play. */
function addWaits(
  { name, hosts, waits = [] }: PlayOutline,
  groups: Groups<PreviewGroup['what']>,
): Preview['inStep'] {
  return waits.flatMap(({ task, title = '', why }) => {
    if (task === undefined) return [{ name, why }];
    for (const host of hosts) groups.add({ host, task, title }, { kind: 'wait', why });
    return [];
  });
}

/** Folds the events of a run up to its preview. */
export function previewOf(events: readonly RunEvent[]): Preview {
  const fold = foldPreview();
  for (const event of events) fold.add(event);
  return fold.preview();
}
