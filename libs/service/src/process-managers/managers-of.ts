import { family, type FamilyState } from '#libs/domain';
import type { EventStore } from '#libs/event-store';
import type { Projector, Readers } from '#libs/read-models';
import type { Reference } from '#libs/reference';
import type { Vault } from '#libs/vault';
import type { Clock } from '../clock.ts';
import { readPerson, readPersonAsLinked } from '../door/facts/folded.ts';
import { Folds } from '../door/facts/folds.ts';
import { standingFor } from '../door/facts/organisation-facts.ts';
import { streamOfPair } from '../door/order.ts';
import { afterDeath } from './after-death.ts';
import { assignedTwice } from './assigned-twice.ts';
import { agencyEnded, keyworkerLeft, keyworkerSuspended, ownerAmended } from './continuity.ts';
import { bornMember } from './born-member.ts';
import { flagsOf, type ProcessManager } from './manager.ts';
import { openWork } from './open-work.ts';
import { panelAgenda } from './panel-agenda.ts';
import { panelAllocation } from './panel-allocation.ts';
import { panelOffers } from './panel-offers.ts';
import { partedFamilies } from './parted-families.ts';
import { assessmentOver } from './assessment-over.ts';
import { planOver } from './plan-over.ts';
import { pastOrder } from './past-order.ts';
import { restedOn } from './rested-on.ts';
import { sharedNumber } from './shared-number.ts';
import { Sight } from '../sight/sight.ts';
import { sealedMatch } from './sealed-match.ts';
import { stepUpAccepted } from './step-up-accepted.ts';
import { twoEpisodes } from './two-episodes.ts';

export interface ManagingParts {
  readonly store: EventStore;
  readonly vault: Vault;
  readonly projector: Pick<Projector, 'reached'>;
  readonly readers: Readers;
  readonly clock: Clock;
  readonly reference: () => Reference;
}

/** As many families as one cause is likely to bring up again soon. */
const FOLDS_KEPT = 20;

/** Everything that follows from events by itself, with what it needs of the record. */
export function managersOf({
  store,
  vault,
  projector,
  readers,
  clock,
  reference,
}: ManagingParts): readonly ProcessManager[] {
  const folds = new Folds(store, FOLDS_KEPT);
  const person = (each: string) => readPerson(`person-${each}`, { store, vault });
  const personAsLinked = (each: string) =>
    readPersonAsLinked(each, (record) => readers.people.recordsOf(record), person);
  const common = {
    store,
    readers,
    clock,
    reference,
    people: readers.people,
    sight: new Sight(readers),
    episodesUnder: (owner: string, on?: string) => readers.caseload.episodesUnder(owner, on),
    familyOfEpisode: (episode: string) => readers.families.familyOfEpisode(episode),
    workersOf: (agency: string) => readers.directory.workersOf(agency),
    standingFor: (agency: string) => standingFor(agency, store),
    flagOf: flagsOf(vault),
    person,
    hasSeals: async () => (await store.streams('seal-')).length > 0,
    caughtUp: async () => projector.reached(await store.head()),
    opened: async (event: Parameters<typeof vault.open>[0]) => {
      await vault.prepare(event.sealed.map(({ subject }) => subject));
      return vault.open(event).data;
    },
  };
  return [
    sharedNumber({
      ...common,
      person: personAsLinked,
      streamOfPair: (first, second) => streamOfPair(first, second, (name) => vault.mint(name, 0)),
    }),
    sealedMatch(common),
    keyworkerLeft(common),
    keyworkerSuspended(common),
    agencyEnded(common),
    ownerAmended(common),
    openWork(common),
    panelAgenda(common),
    panelAllocation(common),
    panelOffers(common),
    pastOrder(common),
    restedOn(common),
    afterDeath(common),
    bornMember(common),
    twoEpisodes(common),
    assignedTwice(common),
    partedFamilies(common),
    planOver(common),
    assessmentOver(common),
    stepUpAccepted({
      ...common,
      person: personAsLinked,
      family: async (stream) => (await folds.load(family, stream)).state as FamilyState,
    }),
  ];
}
