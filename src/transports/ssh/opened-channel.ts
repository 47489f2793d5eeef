import type { Client, ClientChannel } from 'ssh2';

/**
 * ssh2 hands a channel over when the host has said that it starts the command. Here `opened` has it as soon as the host
 * was asked to, as in OpenSSH's client: what is written from then on does not wait for that answer, which saves a round
 * trip. `open` asks ssh2 for one channel.
 */
export function onOpened(client: Client, opened: (channel: ClientChannel) => void, open: () => void): void {
  const channels: unknown = Reflect.get(client, '_chanMgr');
  if (!isChannels(channels)) {
    open();
    return;
  }
  const { add } = channels;
  channels.add = (told): number => {
    const both = (error: Error | undefined, channel: ClientChannel): void => {
      // This is where ssh2 asks for the command.
      told(error, channel);
      if (error === undefined) opened(channel);
    };
    return add.call(channels, Object.assign(both, { type: told.type }));
  };
  try {
    open();
  } finally {
    // The one of the class again.
    Reflect.deleteProperty(channels, 'add');
  }
}

/** What is used of ssh2's `ChannelManager`: who waits for a channel is told of it there. */
interface Channels {
  add(told: Told): number;
}

interface Told {
  (error: Error | undefined, channel: ClientChannel): void;
  readonly type: string;
}

function isChannels(found: unknown): found is Channels {
  return typeof found === 'object' && found !== null && 'add' in found && typeof found.add === 'function';
}
