import type { FactGroup } from '../group.ts';
import { factProbe, linesIn } from '../told.ts';

/** The names under which a host asks for storage over a network. */
export const iscsi: FactGroup = {
  name: 'iscsi',
  subsets: ['iscsi'],
  names: ['iscsi_iqn'],
  ask: () =>
    factProbe(['rr_facts_files', '/etc/iscsi/initiatorname.iscsi'], function* ({ content }) {
      const line = linesIn(content('/etc/iscsi/initiatorname.iscsi')).find((one) =>
        one.startsWith('InitiatorName='),
      );
      yield ['iscsi_iqn', line?.slice('InitiatorName='.length) ?? ''];
    }),
};

export const nvme: FactGroup = {
  name: 'nvme',
  subsets: ['nvme'],
  names: ['hostnqn'],
  ask: () =>
    factProbe(['rr_facts_files', '/etc/nvme/hostnqn'], function* ({ content }) {
      yield ['hostnqn', linesIn(content('/etc/nvme/hostnqn')).find((one) => one.startsWith('nqn.')) ?? ''];
    }),
};

export const fibreChannel: FactGroup = {
  name: 'fibre_channel',
  subsets: ['fibre_channel_wwn'],
  names: ['fibre_channel_wwn'],
  ask: () =>
    factProbe(['rr_facts_files', '/sys/class/fc_host/*/port_name'], function* ({ paths, content }) {
      // 0x21000014ff52a9bb without its 0x.
      yield ['fibre_channel_wwn', paths.flatMap((path) => content(path)?.replace(/^0x/, '') ?? [])];
    }),
};
