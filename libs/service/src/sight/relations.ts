import { canForbid, managesByRole, matters, strangers, type Principal, type Relations } from '#libs/access';
import { isRequestForm, streamCategory, streamSubject, type Clear } from '#libs/contracts';
import type { EventStore } from '#libs/event-store';
import type { Readers } from '#libs/read-models';
import { londonDay } from '#libs/reference';
import { AtPanels } from './at-panels.ts';
import type { Clock } from '../clock.ts';
import { concernedBy, isAmong, touches, type Concerned } from './concerned.ts';
import { Agreed } from './agreed.ts';
import { familiesOpenBy, type Past } from '#libs/domain';
import { isOf } from '../door/facts/folded.ts';
import { pastAsCorrected } from '../door/facts/folds.ts';
import { eventsOf } from '../door/streams.ts';
import { holdersOf, isHeldBy, related, type Work } from './held-by.ts';
import { inTeam } from './in-team.ts';
import { Sight } from './sight.ts';
import { toAudit } from './to-audit.ts';

type Related = Omit<Relations, 'sealed'>;

/**
 * How callers stand to records, by the work that is open now. What is asked of the read models depends on who asks and on
 * the kind of record, never on whether the record is there.
 */
export class GatheredRelations {
  readonly #readers: Readers;
  readonly #store: EventStore;
  readonly #clock: Clock;
  readonly #sight: Sight;
  readonly #panels: AtPanels;
  readonly #agreed: Agreed;

  constructor(readers: Readers, store: EventStore, clock: Clock, sight = new Sight(readers)) {
    this.#readers = readers;
    this.#store = store;
    this.#clock = clock;
    this.#sight = sight;
    this.#panels = new AtPanels(readers, clock);
    this.#agreed = new Agreed(readers);
  }

  /**
   * `record`: a stream, an episode, or a person by the bare id; to a record that is not there everyone is a stranger.
   * `position`: the one asked about, where that may lie in the past.
   */
  async relations(principal: Principal, record: string, position?: number): Promise<Relations> {
    if (this.isSealed(principal, record)) return { ...strangers, sealed: true };
    const concerned = concernedBy(record, this.#readers);
    return {
      ...strangers,
      ...(await this.#related(principal, record)),
      ...this.#then(principal, record, position),
      ...this.#forbidding(principal, record, concerned),
      ...(this.#keeps(principal, record, concerned) && { custodian: true }),
    };
  }

  /** Whether a record is sealed from the caller, so that it is not there. */
  isSealed(principal: Principal, record: string): boolean {
    return this.#sight.isSealed(principal, record);
  }

  /** Only the relations that can forbid a command, or all for a partner. Enough where a role alone permits it; the rest cost more. */
  async bars(principal: Principal, record: string): Promise<Relations> {
    if (canForbid('agreementEnded', principal)) return this.relations(principal, record);
    return { ...strangers, ...this.#forbidding(principal, record, concernedBy(record, this.#readers)) };
  }

  #forbidding(principal: Principal, record: string, concerned: Concerned): Partial<Relations> {
    const conflict = this.#panels.conflict(principal, record, concerned.families);
    return { ...this.#connection(principal, concerned), ...conflict };
  }

  /** Whether the caller broke the glass for one of the families that a record is of, and that access is still open. */
  async hasBrokenGlass({ worker }: Principal, record: string): Promise<boolean> {
    const events = worker === undefined ? [] : await eventsOf(`breakglass-${worker}`, this.#store);
    if (events.length === 0) return false;
    const open = familiesOpenBy(pastAsCorrected(events).filter(isOfBreakGlass), this.#clock.now());
    const { families } = concernedBy(record, this.#readers);
    return families.length > 0 && families.some((family) => open.has(family));
  }

  /** Whether the caller is custodian of the record: it is sealed and they keep the seal, or it is the seal itself. */
  #keeps(principal: Principal, record: string, concerned: Concerned): boolean {
    return streamCategory(record) === 'seal'
      ? this.#sight.isCustodian(principal, streamSubject(record))
      : isAmong(this.#sight.keptBy(principal), concerned);
  }

  /** Whether it is the record of the caller, or of somebody whom the caller knows outside work, or of their families. */
  #connection({ worker }: Principal, asked: Concerned): Pick<Relations, 'own' | 'ownFamily'> {
    const connected = worker === undefined ? [] : this.#readers.directory.connectionsOf(worker);
    if (connected.length === 0) return {};
    const { people, families } = this.#readers;
    const records = people.recordsOfAll(connected.map(({ person }) => person));
    const themselves = connected
      .filter(({ connection }) => connection === 'SELF')
      .flatMap(({ person }) => records.get(person) ?? []);
    if (asked.own.some((person) => themselves.includes(person))) return { own: true };
    const known = [...records.values()].flat();
    const theirs = { persons: new Set(known), families: new Set(families.familiesOfAll(known)) };
    return touches(theirs, asked) ? { ownFamily: true } : {};
  }

  /** Whether a keyworker held a family's or a person's help at the position. */
  #then(principal: Principal, record: string, position: number | undefined): Pick<Relations, 'assignedThen'> {
    if (!matters('assignedThen', principal) || position === undefined) return {};
    const { families, people, timeline } = this.#readers;
    const held =
      streamCategory(record) === 'family'
        ? timeline.withSurvivors([record], position)
        : families.familiesOfAll(people.recordsOf(record), position);
    const then = londonDay(this.#readers.knownAt(position) ?? this.#clock.now());
    const { assigned } = related(principal, families.familiesNamed(held, position), then);
    return assigned ? { assignedThen: true } : {};
  }

  async #related(principal: Principal, record: string): Promise<Related> {
    switch (streamCategory(record)) {
      case 'family':
        return { ...this.#toFamily(principal, record), ...this.#besides(principal, record) };
      case 'episode':
        return this.#toFamily(principal, this.#readers.families.familyOfEpisode(record));
      case 'plan':
      case 'assessment':
        return this.#toFamily(principal, this.#readers.families.familyOfEpisode(streamSubject(record)));
      case 'audit':
        return toAudit(principal, record, this.#readers, (family) => this.#toFamily(principal, family));
      case 'request':
        return this.#toRequest(principal, record);
      case 'panel':
        return this.#panels.toPanel(principal, record);
      case 'viewings':
        return this.#toFamily(principal, streamSubject(record));
      case 'agreement':
      case 'restriction':
        return this.#toPerson(principal, streamSubject(record));
      case 'hold':
      case 'erasure':
      case 'seal':
      case 'sample':
        return { assigned: false, ownAgency: false };
      case 'disclosure':
        return this.#toDisclosure(principal, record);
      case 'worker':
      case 'breakglass':
        return this.#toWorker(principal, record.replace(/^breakglass-/, ''));
      case 'organisation':
        return { assigned: false, ownAgency: record === principal.agency };
      default:
        return this.#toPerson(principal, record);
    }
  }

  #toFamily(principal: Principal, family: string | undefined): Related {
    const hasEnded = this.#agreed.hasEndedForFamily(principal, family);
    return { ...this.#toHelp(principal, family), ...ended(hasEnded) };
  }

  #besides(principal: Principal, family: string): Partial<Relations> {
    return { ...this.#panels.tabled(principal, family), ...inTeam(principal, family, this.#readers) };
  }

  /** How the caller stands to a family by its open help; for a merged family, by the help that goes on in the survivor. */
  #toHelp(principal: Principal, family: string | undefined): Related {
    const there = family === undefined ? [] : [family];
    const work = this.#readers.families.familiesNamed(this.#readers.timeline.withSurvivors(there));
    return { ...related(principal, work, this.#today()), ...this.#manages(principal, work) };
  }

  #toPerson(principal: Principal, person: string): Related {
    const { families, people } = this.#readers;
    const records = people.recordsOf(person);
    const named = families.familiesNamed(families.familiesOfAll(records));
    const work = [...families.openEpisodesOf(records), ...named];
    const stands = { ...related(principal, work, this.#today()), ...this.#manages(principal, work) };
    const isTheirs = (each: Work) =>
      each.agency === principal.agency || isHeldBy(principal, each, this.#today());
    const through = (stands.manages ? work : work.filter(isTheirs)).map(({ family }) => family);
    return { ...stands, ...ended(this.#agreed.hasEndedForPerson(principal, person, through)) };
  }

  /** Whether the caller manages, in the same agency, whoever holds any of this. */
  #manages(principal: Principal, work: readonly Work[]): Pick<Relations, 'manages'> {
    if (!matters('manages', principal)) return {};
    const team = this.#teamOf(principal);
    const holders = work.flatMap((each) => holdersOf(each, this.#today()));
    const agencies = this.#readers.directory.agenciesOf(holders);
    return team !== undefined && agencies.includes(team) ? { manages: true } : {};
  }

  #today(): string {
    return londonDay(this.#clock.now());
  }

  /** The agency in which the caller is a manager: by role, or as the worker is registered. */
  #teamOf(principal: Principal): string | undefined {
    const { worker, agency } = principal;
    if (managesByRole(principal)) return agency;
    const registered = worker === undefined ? undefined : this.#readers.directory.worker(worker);
    return registered?.role === TEAM_MANAGER ? registered.agency : undefined;
  }

  /** How the caller stands to a disclosure: as to its family, and whether it is for the caller's agency. */
  #toDisclosure(principal: Principal, disclosure: string): Related {
    const row = this.#readers.sharing.disclosure(disclosure);
    return {
      ...this.#toFamily(principal, row?.family),
      ...(row?.agency === principal.agency && { asked: true }),
    };
  }

  /** How the caller stands to a request. Its forms' envelopes say which agency sent it, its events which were asked about it. */
  async #toRequest(principal: Principal, request: string): Promise<Related> {
    const row = this.#readers.requests.request(request);
    const { assigned, ownAgency } = this.#toHelp(principal, row?.family ?? undefined);
    const told = await eventsOf(request, this.#store);
    const asked = told.some(
      ({ type, data }) => type === 'AgencyInformationRequested' && data['agency'] === principal.agency,
    );
    const sent = told.some(({ type, actor }) => isRequestForm(type) && actor.agency === principal.agency);
    return {
      assigned,
      ownAgency: ownAgency || sent,
      ...this.#panels.tabled(principal, request),
      ...ended(this.#agreed.hasEndedForRequest(principal, request)),
      ...(asked && { asked }),
      ...(sent && { sent }),
    };
  }

  #toWorker(principal: Principal, worker: string): Related {
    const agency = this.#readers.directory.worker(worker)?.agency;
    return { assigned: worker === principal.worker, ownAgency: agency === principal.agency };
  }
}

const TEAM_MANAGER = 'TEAM_MANAGER';

function ended(hasEnded: boolean): Pick<Relations, 'agreementEnded'> {
  return hasEnded ? { agreementEnded: true } : {};
}

const isOfBreakGlass = (event: Past<Clear.Event>): event is Past<Clear.BreakglassEvent> =>
  isOf('breakglass', event);
