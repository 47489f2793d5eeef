import type { SshAddress } from '../model/address.ts';
import type { Host } from '../model/inventory.ts';
import type { Position } from '../model/position.ts';
import type { Secret } from '../model/secret.ts';
import { type FilePolicy, type Given, policyFrom } from './connection-host-keys.ts';
import { type Jump, readProxyCommand, readProxyJump } from './connection-jumps.ts';
import { expandPath, isHostname, isUserName, type PathNames } from './connection-names.ts';
import { type Reading, refuse } from './connection-reading.ts';
import type { Keyword } from './connection-ssh-keywords.ts';

/** An option of ssh as it was given. */
export interface SshOption extends Given {
  readonly keyword: Keyword;
}

/** How a host is reached as far as its options say nothing else. */
export interface Defaults {
  readonly home: string;
  readonly loginUser: string;
  readonly user: string;
  readonly port: number;
  readonly password: Secret | undefined;
  readonly keyFiles: readonly string[];
  readonly keysNamed: boolean;
  readonly agentSocket: string | undefined;
  readonly agentOfUser: string | undefined;
  readonly mode: FilePolicy['mode'];
  readonly userKnownHosts: readonly string[];
  readonly globalKnownHosts: readonly string[];
  readonly connectTimeoutMs: number;
}
