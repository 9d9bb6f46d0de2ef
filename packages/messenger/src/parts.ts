import type {
  DataLayer,
  Environment,
  PrivacyLayer,
  PrivateKey,
  SecurityLayer,
  Store,
  SyncLayer,
} from '@status/interfaces';
import type { Conversation } from './conversation.ts';
import type { Feature } from './feature.ts';
import type { DeriveKey } from './routing.ts';

/** The layers a messenger is made of, each behind its seam, and what it needs besides. */
export interface MessengerParts {
  /** Identity (chat) private key. */
  readonly identity: PrivateKey;
  readonly environment: Environment;
  readonly store: Store;
  readonly privacy: PrivacyLayer;
  readonly security: SecurityLayer;
  /** For messages without end-to-end sessions: marks what it lets through. */
  readonly transportOnly: SecurityLayer;
  readonly sync: SyncLayer;
  readonly data: DataLayer;
  /** What to do with kinds of messages beyond those that the messenger knows (`chat`, `contact-code`); or with these, in its place. */
  readonly features?: readonly Feature[];
  readonly options?: MessengerOptions;
}

/** What an app may decide about its messenger. */
export interface MessengerOptions {
  /** Whether one-to-one messages use the security layer unless a send says otherwise; default true. */
  readonly forwardSecrecy?: boolean;
  /**
   * How messages of groups arrive. `pairs` (default, as the reference does): data sync delivers to each member, each of which gets a ciphertext of its own. `group`: data
   * sync knows the group. `none`: sealed once for all, which is what a group cipher is for, and posted until it left.
   */
  readonly groupSync?: Conversation['sync'];
  /**
   * How the keys of names are made; default `keyOfName`, which holds up everything else for tens of milliseconds each. On real
   * time hand in `keyOfNameAsync`; under a virtual clock the default keeps everything on one thread.
   */
  readonly deriveKey?: DeriveKey;
}
