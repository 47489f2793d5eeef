import { expect, test } from 'vitest';
import { iptablesChain } from '../../actions/firewall/iptables_chain/action.ts';
import { iptablesLive } from '../../actions/firewall/iptables_live/action.ts';
import type { JsonObject } from '../../model/values/json.ts';
import { NO_CONTEXT, said } from '../said.test-kit.ts';
import { blindTo, readSaves } from './saves.ts';

const SAVE = '=iptables-nft-save\n*filter\n:INPUT ACCEPT\nCOMMIT\n';
const NAT = "# Table `nat' is incompatible, use 'nft' tool.\n";

test.for<readonly [string, string | undefined]>([
  [`${SAVE}=end 0\n`, undefined],
  ['=iptables-nft-save\n=end 0\n', undefined],
  [`${SAVE}=end 1\n`, 'iptables-nft-save ended with exit code 1'],
  [`${SAVE}=end \n`, 'iptables-nft-save ended with exit code unknown'],
  [SAVE, 'iptables-nft-save ended with exit code unknown'],
  [
    `${SAVE.replace('COMMIT\n', '')}=end 0\n`,
    'what iptables-nft-save printed ends in the middle of the table filter',
  ],
  [
    `${SAVE.replace('COMMIT', '*nat\nCOMMIT')}=end 0\n`,
    'what iptables-nft-save printed ends in the middle of the table filter',
  ],
])('%j: %s', ([text, trouble]) => {
  expect(readSaves(said(text))).toMatchObject([{ program: 'iptables-nft-save', trouble }]);
});

test('an answer that was cut is none', () => {
  expect(readSaves({ ...said(SAVE), droppedBytes: 7 })).toContain('too long by 7 bytes');
});

test.for([
  [NAT, 'the table nat cannot be looked at: '],
  ["# Table `nat' contains incompatible base-chains, use 'nft' tool to list them.\n", 'looked at whole'],
  ["Table `nat' is incompatible, use 'nft' tool.\n", 'the table nat cannot'],
  ["/* Table `nat' is incompatible, use 'nft' tool. */\n", 'the table nat cannot'],
])('%j is no answer about nat', ([line, why]) => {
  const saves = readSaves(said(`${SAVE}${line}=end 0\n`));
  if (typeof saves === 'string') throw new Error(saves);
  expect(saves.map(blindTo)).toMatchObject([{ why: expect.stringContaining(why ?? '') }]);
});

test.for<readonly [string, typeof iptablesLive, JsonObject]>([
  ['iptables_live', iptablesLive, { rules: { INPUT: [] } }],
  ['iptables_chain', iptablesChain, { chain: 'MINE', rules: [], create: true }],
])('%s changes nothing beside a table that it cannot look at', ([, action, params]) => {
  const plan = (text: string) => action.plan(params, [said(text), said('program iptables x\n')], NO_CONTEXT);
  expect(plan(`${SAVE}=end 0\n`).kind).not.toBe('refused');
  expect(plan(`${SAVE}${NAT}=end 0\n`)).toMatchObject({
    kind: 'refused',
    why: expect.stringContaining('the table nat cannot be looked at'),
    hint: expect.stringContaining('nft list table ip nat'),
  });
});
