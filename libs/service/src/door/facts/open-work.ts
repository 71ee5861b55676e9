import { asCorrected } from '#libs/contracts';
import { isOpenWork, type Episode } from '#libs/domain';
import type { FactSources } from './fact-sources.ts';
import { isOfRequest, readFamily } from './folded.ts';
import { pastAsCorrected } from './folds.ts';
import { readPanelItem } from './panel-items.ts';
import { eventsOf } from '../streams.ts';

/**
 * Families with an episode of help that is open, or opens, or that was given to another family which does not have it yet. Not
 * one to which any of these records of a person came only by a merge that was reversed, for help that it has itself.
 */
export async function familiesHelped(
  families: readonly string[],
  { store }: Pick<FactSources, 'store'>,
  persons: readonly string[] = [],
): Promise<string[]> {
  const helped: string[] = [];
  for (const family of families) {
    const fact = await readFamily(family, store);
    const isBack = persons.some((person) => wentBack(person, fact));
    if (await isHelpedStill(fact, isBack, store)) helped.push(family);
  }
  return helped;
}

async function isHelpedStill(
  family: KnownFamily,
  isBack: boolean,
  store: FactSources['store'],
): Promise<boolean> {
  for (const episode of family?.episodes.values() ?? [])
    if ((!isBack || episode.status === 'CONTINUED') && (await isHeldStill(episode, store))) return true;
  return false;
}

async function isHeldStill(episode: Episode, store: FactSources['store']): Promise<boolean> {
  if (episode.status !== 'CONTINUED') return episode.status !== 'CLOSED';
  const taker = await readFamily(episode.in, store);
  return taker?.episodes.has(episode.id) !== true;
}

type KnownFamily = Awaited<ReturnType<typeof readFamily>>;

/** Whether somebody came to the family by a merge, went back when it was reversed, and does not belong to it. */
function wentBack(person: string, family: KnownFamily): boolean {
  if (family === undefined || family.members.has(person)) return false;
  return [...family.merges.values()].some(
    ({ members, returned }) => members.includes(person) && returned?.members.includes(person) === true,
  );
}

/**
 * The requests that are open work: undecided, or with a concern that was not passed on. `families` are where help that was
 * opened from one of them may stand.
 */
export async function requestsOpen(
  requests: readonly string[],
  families: readonly string[],
  sources: FactSources,
): Promise<string[]> {
  const open: string[] = [];
  for (const request of requests) {
    const events = pastAsCorrected(await eventsOf(request, sources.store)).filter(isOfRequest);
    const helping = new Set([...families, ...sources.readers.familiesOfRequest(request)]);
    const elsewhere = {
      item: await readPanelItem(request, sources),
      helpOpened: await openedFrom(request, [...helping], sources),
    };
    if (isOpenWork(events, elsewhere, sources.reference())) open.push(request);
  }
  return open;
}

async function openedFrom(
  request: string,
  families: readonly string[],
  { store }: FactSources,
): Promise<string[]> {
  const opened: string[] = [];
  for (const family of families)
    for (const { type, data, recordedAt } of asCorrected(await eventsOf(family, store)))
      if (type === 'EpisodeOpened' && data['request'] === request) opened.push(recordedAt);
  return opened;
}
