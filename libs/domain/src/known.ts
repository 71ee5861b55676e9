import type { Opened } from '#libs/contracts';

/** A person's sealed values as they stand; one that was erased is absent. */
export interface PersonFact {
  readonly adult?: boolean;
  readonly dateOfBirth?: string;
  readonly expectedDeliveryDate?: string;
  readonly dateOfDeath?: string;
  /** When a pregnancy ended without birth. */
  readonly pregnancyEndedOn?: string;
  /** Every address that was ever recorded, in their order, as recorded and as each correction left it. */
  readonly addresses?: readonly Opened.AddressRecorded[];
  /** The last event about each matter of the person's record, by the matter's name (`matterOf`). */
  readonly standing: ReadonlyMap<string, Opened.PersonEvent>;
}

/** An event that a command names. */
export interface EventFact {
  readonly stream: string;
  readonly type: string;
  readonly position: number;
  /** Those with a record whom it names. */
  readonly persons: readonly string[];
  /** Something in it is sealed as told of no single person of these: of the family, or of somebody without a record. */
  readonly ofAll: boolean;
  /** The families that it is of; of a request also those that it was linked to. */
  readonly families: readonly string[];
  /** The classes of what is sealed in it. */
  readonly classes: readonly string[];
}

export interface OpenEpisodeFact {
  readonly family: string;
  readonly episode: string;
  readonly child: string;
  readonly keyworker: string;
}
