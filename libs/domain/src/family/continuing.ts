import { Rejected } from '#libs/contracts';
import { codesJudgedOn } from '#libs/reference';
import type { Clear, EventOf, FamilyEvent } from '#libs/contracts';
import type { Decided, Facts, Past, Told } from '../aggregate.ts';
import { present } from '../checks.ts';
import { whenSaid, type When } from '../when.ts';
import { checkOrder, dayOf } from '../days.ts';
import { currentEpisode, currentSteps, districtOn, openEpisode } from './state.ts';
import type { ContinuedEpisode, FamilyState, OpenEpisode, Parted, RegisteredFamily } from './state.ts';
import type { Source, HandOver, StepHistory } from './state.ts';
import { sourceOf, versionsOf } from './source.ts';

// An open episode that goes from one family to another is given up by the one's stream first, which guards it until then,
// and taken by the other's after; in between it is held where it was, and nobody can change it. So no two streams ever
// decide about it, and it has its agency and its keyworker at every instant (I10).

type Continued = EventOf<'EpisodeContinued'>['data'];
type CarriedStep = NonNullable<Continued['steps']>[number];
type CarriedChild = Continued['children'][number];

/** Whoever goes takes the whole open episode along, or leaves all of it: OPEN_WORK. */
export function checkEpisodeStaysWhole(
  told: Told<unknown>,
  state: FamilyState,
  family: RegisteredFamily,
  { members, gone, episode }: Parted & { readonly gone: readonly string[] },
): void {
  const open = episode === undefined ? currentEpisode(family) : openEpisode(state, episode);
  if (open === undefined) return;
  const goes = episode !== undefined;
  if (goes) checkOrder(open.openedOn, dayOf(told), 'occurredAt');
  for (const child of open.children.keys())
    if (goes ? !members.includes(child) : gone.includes(child))
      throw new Rejected('OPEN_WORK', { episode: open.id, child });
}

/**
 * I1, the family's part: one open episode a family. Guarded by the stream; one that was given to another family is held
 * here until that one has it, which is a fact. The one that comes back meanwhile is no other.
 */
export function checkNoneOpen(
  stream: string,
  family: RegisteredFamily,
  { openEpisodes }: Pick<Facts, 'openEpisodes'>,
  coming?: string,
): void {
  const own = currentEpisode(family);
  if (own !== undefined) throw new Rejected('ALREADY_OPEN', { keyworker: own.keyworker, episode: own.id });
  const given = openEpisodes.find((each) => each.family === stream && each.episode !== coming);
  if (given !== undefined)
    throw new Rejected('ALREADY_OPEN', { keyworker: given.keyworker, episode: given.episode });
}

/** The family without the episode, which goes on in another. */
export function givenUp(family: RegisteredFamily, id: string | undefined, to: string): RegisteredFamily {
  const episode = id === undefined ? undefined : family.episodes.get(id);
  if (episode?.status !== 'OPEN') return family;
  const given: ContinuedEpisode = { ...episode, status: 'CONTINUED', in: to };
  return { ...family, episodes: new Map(family.episodes).set(episode.id, given) };
}

interface Giving {
  readonly from: string;
  readonly giver: RegisteredFamily & { readonly revision?: number };
  readonly episode: string | undefined;
}

/** The episode as it goes on in a family, from where it stood in the one that gave it up. */
export function continuedFrom(
  told: Told<unknown>,
  { from, giver, episode: id = '' }: Giving,
  family = giver,
): Decided<FamilyEvent>[] {
  const episode = giver.episodes.get(id);
  if (episode?.status !== 'CONTINUED') return [];
  const district = districtOn(family, dayOf(told)) ?? districtOn(giver, dayOf(told));
  if (district === undefined) throw new Rejected('REQUIRED', { field: 'occurredAt' });
  const data = { ...carried(episode), from, district, ...present({ copiedAsOf: giver.revision }) };
  const chosenUnder = versionsOf(sourcesOf(episode));
  return [{ type: 'EpisodeContinued', data, ...(Object.keys(chosenUnder).length > 0 && { chosenUnder }) }];
}

function sourcesOf({ children, steps }: ContinuedEpisode) {
  return [
    ...[...children.values()].flatMap(({ levelFrom, statutoryFrom }) => [
      { codeSet: 'level', source: levelFrom },
      { codeSet: 'statutory-status', source: statutoryFrom },
    ]),
    ...[...currentSteps(steps).values()].map(({ direction, proposal: source }) => ({
      codeSet: direction === 'UP' ? 'step-target' : 'statutory-status',
      source,
    })),
  ];
}

function carried(episode: ContinuedEpisode): Omit<Continued, 'from' | 'district'> {
  const { id, children, agency, keyworker, cover, openedOn, excluded } = episode;
  const steps = stepsOf(episode);
  return {
    episode: id,
    children: [...children].map(([child, known]) => ({
      child,
      ...present({ level: known.level, statutoryStatus: known.statutory }),
      ...present({ levelDecision: known.levelFrom?.event, statusNoted: known.statutoryFrom?.event }),
      ...present({
        levelSince: dayOn(known.levelSince),
        statusSince: known.statutorySince?.occurredAt.value,
      }),
    })),
    agency,
    keyworker,
    ...present({ cover: cover?.worker, coverUntil: cover?.until }),
    openedOn,
    ...(steps.length > 0 && { steps }),
    ...(excluded.size > 0 && { excluded: [...excluded] }),
  };
}

function dayOn(when: When | undefined): string | undefined {
  return when && codesJudgedOn(when.occurredAt, when.recordedAt);
}

/** Those that were answered before the episode was last reopened mean nothing any more, nor those whose place others took. */
function stepsOf({ steps, openedAt }: ContinuedEpisode): CarriedStep[] {
  return [...currentSteps(steps)]
    .filter(([, step]) => step.status !== 'SUPERSEDED')
    .filter(([, step]) => step.status !== 'ACCEPTED' || step.acceptedAt > openedAt)
    .map(([step, { status, children, direction, service, proposal, ...answer }]) => ({
      step,
      ...present({ proposal: proposal?.event }),
      status,
      children: [...children],
      ...(direction === 'UP' ? { target: service } : { from: service }),
      ...('receivingWorker' in answer && { receivingWorker: answer.receivingWorker }),
    }))
    .reverse();
}

type Copy = Past<Extract<Clear.FamilyEvent, { type: 'EpisodeContinued' }>>;

/** What the episode is in the family that goes on with it. */
export function carriedOn(copy: Copy): OpenEpisode {
  const { data, revision } = copy;
  const { agency, keyworker, cover, coverUntil: until, openedOn } = data;
  const children = data.children.map((each) => [each.child, childOf(each, copy)] as const);
  return {
    status: 'OPEN',
    id: data.episode,
    openedOn,
    // Steps carried on were accepted since.
    openedAt: revision - 1,
    children: new Map(children),
    excluded: new Set(data.excluded),
    steps: (data.steps ?? []).reduce<StepHistory | undefined>(
      (earlier, step) => ({ id: step.step, step: stepOf(step, copy), earlier }),
      undefined,
    ),
    revision,
    agency,
    keyworker,
    ...(cover !== undefined && { cover: { worker: cover, ...present({ until }) } }),
  };
}

function childOf(carried: CarriedChild, copy: Copy) {
  return present({
    level: carried.level,
    levelFrom: copiedFrom(carried.levelDecision, 'level', copy),
    levelSince: whenOf(carried.levelSince, copy),
    statutory: carried.statutoryStatus,
    statutoryFrom: copiedFrom(carried.statusNoted, 'statutory-status', copy),
    statutorySince: whenOf(carried.statusSince, copy),
  });
}

function whenOf(value: string | undefined, copy: Copy): When | undefined {
  return value === undefined ? undefined : whenSaid(value, copy);
}

function copiedFrom(event: string | undefined, codeSet: string, copy: Copy): Source | undefined {
  return event === undefined ? undefined : { ...sourceOf(copy, codeSet), event };
}

function stepOf({ status, children, receivingWorker = '', ...step }: CarriedStep, copy: Copy): HandOver {
  const proposed = { ...proposalOf(step, copy), children };
  if (status === 'ACCEPTED') return { ...proposed, status, receivingWorker, acceptedAt: copy.revision };
  return { ...proposed, status: status === 'PROPOSED' || status === 'ESCALATED' ? status : 'DECLINED' };
}

function proposalOf(
  { target, from = '', proposal }: Pick<CarriedStep, 'target' | 'from' | 'proposal'>,
  copy: Copy,
) {
  return target === undefined
    ? { direction: 'DOWN' as const, service: from, ...proposedBy(proposal, 'statutory-status', copy) }
    : { direction: 'UP' as const, service: target, ...proposedBy(proposal, 'step-target', copy) };
}

function proposedBy(event: string | undefined, codeSet: string, copy: Copy) {
  return present({ proposal: copiedFrom(event, codeSet, copy) });
}
