import type { Principal } from '#libs/access';
import type { Clear } from '#libs/contracts';
import { agreementFact, requestFact } from '#libs/domain';
import type {
  AgreementFact,
  Facts,
  HeldFact,
  Needs,
  OpenEpisodeFact,
  Past,
  RequestFact,
  WaitingRequestFact,
  WorkerFact,
} from '#libs/domain';
import type { EventStore } from '#libs/event-store';
import { gatherAuditing } from './auditing-facts.ts';
import { actingIn, readEntries } from './entries.ts';
import { gatherErasing } from './erasing.ts';
import type { FactReaders, FactSources } from './fact-sources.ts';
import { isOf, isOfRequest, readCompetence, readFamily, readSource } from './folded.ts';
import { pastAsCorrected } from './folds.ts';
import { keptAlone } from './kept-alone.ts';
import { readPersons } from './kin.ts';
import { readOnForm } from './on-forms.ts';
import { readPanelItem } from './panel-items.ts';
import { readAssessmentTypes, readOpenAssessments } from './assessment-facts.ts';
import { readOpenActions, whoseAgreement } from './plan-facts.ts';
import { readEvent } from './named-events.ts';
import { gatherSampling } from './sampling-facts.ts';
import { eventsOf, placedIn } from '../streams.ts';
import { readOrganisation } from './organisation-facts.ts';
import { readWorker } from './worker-facts.ts';

export interface GatheredFacts {
  readonly facts: Facts;
  /** The position they were read at; absent where none were asked for. */
  readonly factsAt?: number;
}

/** What the read models answer; of `persons` which records are linked with theirs. */
const OF_READERS: readonly (keyof Needs)[] = [
  ...(['openEpisodesOf', 'openEpisodesIn', 'openEpisode', 'caseloadOf', 'panelItemsOf'] as const),
  ...(['persons', 'linksOf', 'membersOf', 'kinOf', 'belongedTo', 'waitingRequestsOf'] as const),
  ...(['openedFrom', 'erasing', 'sealsOver', 'keepersOf', 'heldUnder', 'keptAloneBy', 'story'] as const),
  ...(['frame', 'draw', 'seedOf', 'auditCase', 'auditNamed', 'casesOf', 'evidence', 'laterCase'] as const),
];

/** Whether a rule asks the read models, which may be behind the log. */
export function asksReaders(needs: Needs): boolean {
  return OF_READERS.some((need) => needs[need] !== undefined && !isNobody(needs[need]));
}

function isNobody(need: Needs[keyof Needs]): boolean {
  return Array.isArray(need) && need.length === 0;
}

/**
 * Gathers what a command's rule needs from elsewhere. Sealed facts are opened in memory, for this decision only. The record
 * itself is no caller.
 */
export async function gatherFacts(
  needs: Needs,
  sources: FactSources,
  caller?: Principal,
): Promise<GatheredFacts> {
  const { store, readers } = sources;
  const fromReaders = asksReaders(needs);
  const asked =
    fromReaders ||
    Object.values(needs as Record<string, readonly string[] | string>).some((need) => need.length > 0);
  const erasing = await gatherErasing(needs.erasing, sources);
  const sampling = await gatherSampling(needs, sources);
  const auditing = await gatherAuditing(needs, sources, caller);
  const head = asked ? await store.head() : -1;
  const factsAt = fromReaders ? Math.min(head, readers.position()) : head;
  const entries = needs.entry === undefined ? [] : await readEntries(needs.entry, sources);
  const families = await each(needs.families, (family) => readFamily(family, store));
  const belonged = belongedTo(needs, readers);
  const facts: Facts = {
    reference: sources.reference(),
    persons: await readPersons({ ...needs, belonged }, sources),
    workers: await each(needs.workers, (worker) => readWorker(worker, store)),
    acting: await readActing(needs.entry, entries, store),
    organisations: await each(needs.organisations, (organisation) => readOrganisation(organisation, store)),
    begun: new Set((await each(needs.begun, (stream) => begun(stream, store))).keys()),
    requests: await each(needs.requests, (request) => readRequest(request, sources)),
    families,
    onForm: await readOnForm(needs.onForm, sources),
    erased: await erasedAmong(needs, belonged, sources),
    erasing,
    ...sampling,
    ...auditing,
    waitingRequests: waitingRequests(needs, readers),
    ledToHelp: ledToHelp(needs, readers),
    panelItems: await each(needs.panelItemsOf, (item) => readPanelItem(item, sources)),
    members: membersOf(needs, readers),
    belonged,
    agreements: await each(whoseAgreement(needs, families), (person) => readAgreement(person, sources)),
    openActions: await readOpenActions(needs.openActionsOf, store),
    openAssessments: await readOpenAssessments(needs.openAssessmentsOf, store),
    assessmentTypes: await readAssessmentTypes(needs.assessmentTypesOf, sources),
    competence: await readCompetence(needs.competenceOf, sources),
    links: await each(needs.linksOf, async (person) => readers.recordsOf(person)),
    seals: await each(needs.sealsOver, async (record) => readers.sealsOver(record)),
    keepers: await each(needs.keepersOf, async (record) => readers.keepersOf(record)),
    held: heldUnder(needs, readers, caller),
    keptAlone: await keptAlone(needs, sources),
    events: await each(needs.events, (id) => readEvent(id, sources)),
    story: await entriesOf(needs.story, sources),
    openEpisodes: openEpisodes(needs, readers),
    entries,
    caseload: needs.caseloadOf === undefined ? [] : readers.caseloadOf(needs.caseloadOf, needs.caseloadOn),
    ...(needs.sourceOf !== undefined && (await readSource(needs.sourceOf, sources))),
    head,
  };
  return { facts, ...(asked && { factsAt }) };
}

async function erasedAmong(
  { erasedAmong: asked = [] }: Needs,
  belonged: readonly string[],
  { vault }: FactSources,
): Promise<ReadonlySet<string>> {
  const persons = [...asked, ...belonged];
  if (persons.length > 0) await vault.prepare(persons);
  return new Set(persons.filter((person) => !vault.holds(person)));
}

function membersOf({ membersOf: family }: Needs, readers: FactReaders): readonly string[] {
  return family === undefined ? [] : readers.membersOf(family);
}

function heldUnder(
  { heldUnder: asked }: Needs,
  readers: FactReaders,
  caller: Principal | undefined,
): readonly HeldFact[] {
  return asked === undefined ? [] : readers.heldUnder(caller, ...asked);
}

function belongedTo({ belongedTo: family }: Needs, readers: FactReaders): readonly string[] {
  return family === undefined ? [] : readers.toldOfIn(family);
}

/** Most orders need nothing of most kinds: they share this empty map. */
const NONE: ReadonlyMap<string, never> = new Map<string, never>();

async function each<T>(
  names: readonly string[] | undefined,
  read: (name: string) => Promise<T | undefined>,
): Promise<ReadonlyMap<string, T>> {
  if (names === undefined || names.length === 0) return NONE;
  const found = new Map<string, T>();
  for (const name of new Set(names)) {
    const value = await read(name);
    if (value !== undefined) found.set(name, value);
  }
  return found;
}

function openEpisodes(
  { openEpisodesOf, openEpisodesIn, openEpisode }: Needs,
  readers: FactReaders,
): readonly OpenEpisodeFact[] {
  const ofChildren = openEpisodesOf === undefined ? [] : readers.openEpisodesOf(openEpisodesOf);
  const inFamily = openEpisodesIn === undefined ? [] : readers.openEpisodesIn(openEpisodesIn);
  const itself = openEpisode === undefined ? [] : readers.openEpisode(openEpisode);
  return [...ofChildren, ...inFamily, ...itself];
}

function waitingRequests(
  { waitingRequestsOf: family }: Needs,
  readers: FactReaders,
): readonly WaitingRequestFact[] {
  return family === undefined ? [] : readers.waitingRequestsOf(family);
}

function ledToHelp({ openedFrom: request }: Needs, readers: FactReaders): boolean {
  return request !== undefined && readers.ledToHelp(request);
}

async function entriesOf(
  [family, entries]: NonNullable<Needs['story']> = ['', []],
  { store, readers }: FactSources,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const entry of entries) {
    const logged = await store.event(entry);
    if (logged !== undefined && readers.isInStory(family, logged.position)) found.add(entry);
  }
  return found;
}

async function begun(stream: string, store: EventStore): Promise<true | undefined> {
  return (await store.revision(stream)) >= 0 ? true : undefined;
}

async function readActing(
  named: Needs['entry'],
  entries: Facts['entries'],
  store: EventStore,
): Promise<ReadonlyMap<string, WorkerFact>> {
  if (named === undefined) return NONE;
  const { workers, until } = actingIn(named, entries);
  return each(workers, (worker) => readWorker(worker, store, until));
}

/** Reads how a request stands. If no family was linked to it, its family is the one registered from it. */
async function readRequest(
  stream: string,
  { store, readers, reference }: FactSources,
): Promise<RequestFact | undefined> {
  const events = pastAsCorrected(await eventsOf(stream, store)).filter(isOfRequest);
  const fact = requestFact(events, reference());
  if (fact === undefined || fact.family !== undefined) return fact;
  const [family] = readers.familiesOfRequest(stream);
  return family === undefined ? fact : { ...fact, family };
}

/** Whatever record it was said under: which are the person's the read models say. */
async function readAgreement(
  person: string,
  { store, readers }: FactSources,
): Promise<AgreementFact | undefined> {
  const records = readers.recordsOf(person);
  const streams = await Promise.all(
    records
      .flatMap((record) => [`agreement-${record}`, `person-${record}`])
      .map((stream) => placedIn(stream, store)),
  );
  const positions = new Map(streams.flat().map(({ event, position }) => [event.id, position]));
  const told = streams.flatMap((placed) => pastAsCorrected(placed.map(({ event }) => event)));
  const positionOf = ({ id }: { readonly id: string }): number => positions.get(id) ?? 0;
  return agreementFact(
    records,
    told.filter(tellsOfAgreement).sort((one, other) => positionOf(one) - positionOf(other)),
  );
}

type TellingOfAgreement = Parameters<typeof agreementFact>[1][number];
const tellsOfAgreement = (event: Past<Clear.Event>): event is TellingOfAgreement =>
  event.type === 'ParentalResponsibilityEnded' || isOf('agreement', event);
