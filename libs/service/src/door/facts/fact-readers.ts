import { waitsForDecision, type Projector, type Readers } from '#libs/read-models';
import type { FactReaders } from './fact-sources.ts';
import { frameEpisodes } from '../../sampling/episodes.ts';
import type { Sight } from '../../sight/sight.ts';

/** The open episodes in which a child is helped, under whichever of the child's records. */
function openEpisodesOf(child: string, { families, people }: Readers) {
  return families.openEpisodesOf(people.recordsOf(child)).map((episode) => ({ ...episode, child }));
}

/** The facts of the read models in the words of the rules. */
export function factReaders(readers: Readers, projector: Projector, sight: Sight): FactReaders {
  const { families, people, requests, panels, caseload, seals } = readers;
  const holders: Readonly<Record<string, { byReference(reference: string): unknown }>> = {
    'F-': families,
    'N-': people,
    'R-': requests,
    'P-': panels,
  };
  return {
    // What the models are known to hold, without opening each of them: they may be further.
    position: () => projector.position(),
    openEpisodesOf: (children) => children.flatMap((child) => openEpisodesOf(child, readers)),
    openEpisodesIn: (family) => {
      const { episode = null } = families.family(family) ?? {};
      return episode === null ? [] : families.openEpisode(episode).filter((open) => open.family === family);
    },
    openEpisode: (episode) => families.openEpisode(episode),
    waitingRequestsOf: (family) =>
      requests
        .waitingOf(family)
        .filter(({ isConcern, state }) => isConcern || waitsForDecision.has(state))
        .map(({ request, isConcern }) => ({ request, isConcern })),
    ledToHelp: (request) => requests.ledToHelp(request),
    panelItem: (item) => {
      const found = panels.item(item);
      return found && { ...found, conflicted: panels.conflictedAbout(item) };
    },
    membersOf: (family) => families.members(family).flatMap(({ person }) => people.recordsOf(person)),
    belongedTo: (family) => families.everMembers(family).flatMap((person) => people.recordsOf(person)),
    toldOfIn: (family) =>
      readers.around
        .everAround({ families: [family], persons: [] })
        .flatMap((person) => people.recordsOf(person)),
    recordsOf: (person) => people.recordsOf(person),
    mixedWith: (person) => readers.timeline.mixedWith(person),
    streamsAbout: (persons) => readers.timeline.streamsAbout(persons),
    streamsOfFamily: (family) => readers.timeline.streamsOfFamily(family),
    isInStory: (family, position) => readers.timeline.isInStory(family, position),
    papersNaming: (record) => readers.forgetting.papersNaming(record),
    frameEpisodes: frameEpisodes(readers, sight),
    committedFirst: (commitment) => readers.samples.committedFirst(commitment),
    familyOfEpisode: (episode) => families.familyOfEpisode(episode),
    workerOfUser: (user) => readers.directory.workerOfUser(user)?.worker,
    auditsOfSample: (sample) => readers.audits.ofSample(sample),
    auditsAround: (named) =>
      readers.audits.around(
        named,
        named.flatMap((family) => families.episodesHeldBy(family)),
      ),
    familiesOfRequest: (request) => families.familiesOfRequest(request),
    isCovered: (person) => sight.isCovered(person),
    sealsOver: (record) => sight.sealsOver(record),
    keepersOf: (record) => sight.keepersOf(record),
    heldUnder: (caller, named, ground) =>
      sight.heldUnder(caller, named, ground).map(({ cover, coverUntil, ...held }) => ({
        ...held,
        ...(cover !== null && {
          cover: { worker: cover, ...(coverUntil !== null && { until: coverUntil }) },
        }),
      })),
    sealsKeptBy: (worker) => seals.inForce().filter(({ custodians }) => custodians.includes(worker)),
    caseloadOf: (owner, on) => caseload.episodesUnder(owner, on),
    isReferenceTaken: (reference) => holders[reference.slice(0, 2)]?.byReference(reference) !== undefined,
  };
}
