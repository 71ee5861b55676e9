import type { FamilyRecord } from '#libs/service';

/** What the service needs of an open record: the token by which its parts are given it. */
export abstract class ServedRecord {
  abstract readonly accessStore: FamilyRecord['accessStore'];
  abstract readonly door: FamilyRecord['door'];
  abstract readonly ledgers: FamilyRecord['ledgers'];
  abstract readonly managers: FamilyRecord['managers'];
  abstract readonly reads: FamilyRecord['reads'];
  abstract readonly readers: FamilyRecord['readers'];
  abstract readonly projector: FamilyRecord['projector'];
  abstract readonly origin: FamilyRecord['origin'];
  abstract readonly sealedSearches: FamilyRecord['sealedSearches'];
  abstract readonly settings: FamilyRecord['settings'];
  abstract readonly sight: FamilyRecord['sight'];
  abstract readonly store: FamilyRecord['store'];
  abstract readonly clock: FamilyRecord['clock'];
  abstract reference(): ReturnType<FamilyRecord['reference']>;
  abstract stamp(...asked: Parameters<FamilyRecord['stamp']>): ReturnType<FamilyRecord['stamp']>;
  abstract viewingExemptions(
    ...asked: Parameters<FamilyRecord['viewingExemptions']>
  ): ReturnType<FamilyRecord['viewingExemptions']>;
}
