import { scriptBeside } from '../../../host/shell-files.ts';
import type { Operation } from '../../../model/operation.ts';
import type { ChainEdit, EditStep } from './chain-edit.ts';

/** Where a chain is. */
export interface ChainPlace {
  /** `iptables`, `ip6tables-nft`. */
  readonly program: string;
  readonly table: string;
  readonly chain: string;
}

/** The change of one chain. `made`: the chain is not there yet. */
export function editOperation(place: ChainPlace, edit: ChainEdit, made: boolean): Operation {
  const input = [
    ...(made ? ['m'] : []),
    ...known(edit.known, edit.before),
    'b',
    ...edit.steps.flatMap(stepLines),
  ];
  const commands = [...(made ? [`-N ${place.chain}`] : []), ...edit.commands];
  return operation(place, `${commandLine(place)} ${commands.join('; ')}`, input);
}

/** What takes the change of one chain back, from wherever it stopped. `made`: the chain goes as well. */
export function undoOperation(place: ChainPlace, edit: ChainEdit, made: boolean): Operation {
  const input = [
    'u',
    ...known(edit.known, edit.after),
    'b',
    ...edit.undo.flatMap(stepLines),
    ...(made ? ['d'] : []),
  ];
  return operation(place, `${commandLine(place)}: ${place.chain} as it was`, input);
}

function commandLine({ program, table }: ChainPlace): string {
  return `${program} -w -t ${table}`;
}

function operation(
  { program, table, chain }: ChainPlace,
  title: string,
  input: readonly string[],
): Operation {
  const lines = [`p ${program}`, `t ${table}`, `c ${chain}`, ...input, 'e'];
  return {
    kind: 'shell',
    script: editScript(title),
    stdin: lines.map((line) => `${line}\n`).join(''),
  };
}

function known(texts: readonly string[], there: readonly string[]): readonly string[] {
  return [...texts.map((text) => `o ${text}`), ...there.map((text) => `k ${text}`)];
}

function stepLines(step: EditStep): readonly string[] {
  const { text, words } = step.rule;
  const lines = [...(text === undefined ? [] : [`l ${text}`]), ...words.map((word) => `w ${word.text}`), '.'];
  switch (step.kind) {
    case 'put':
      return [`+ ${step.at}`, `n ${step.next}`, `s ${step.skip}`, ...lines];
    case 'cut':
      return [`- ${step.at}`, ...lines];
    case 'out':
      return ['x -', ...lines];
  }
}

export function editScript(title: string): string {
  return scriptBeside(import.meta.url, 'edit-chain', title);
}
