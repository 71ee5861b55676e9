import type { CommandType } from '#libs/contracts';
import type { FamilyRecord } from '../record.ts';
import { eventsOf, order } from './small-record.ts';
import { forgetting } from './story-of-forgetting.ts';
import { leavingOut, partings } from './story-of-families.ts';
import { agencies, closing, endings, helping } from './story-of-help.ts';
import { advised, contacted, convened, sat } from './story-of-panels.ts';
import { family, form, identified, matters, people, requested, requestedAgain } from './story-of-people.ts';
import { links } from './story-of-links.ts';
import { assessments } from './story-of-assessments.ts';
import { plans } from './story-of-plans.ts';
import { sampling } from './story-of-sampling.ts';
import { agreements, disclosures } from './story-of-sharing.ts';
import { MARKER, teamManager, type Send } from './telling.ts';

/** Personal values of the story, those among them that a marker cannot stand in. */
export const MARKED = [
  MARKER,
  '9997783530',
  '943 476 5919',
  '9434765919',
  'AL10 2LE',
  '2016-07-19',
  '0130879568',
  'E919576519948',
];

/** One story in which every command that people send is sent, and taken; answers which they were. */
export async function tellWholeStory({
  door,
  managers,
  store,
}: Pick<FamilyRecord, 'door' | 'managers' | 'store'>): Promise<Set<CommandType>> {
  const told = new Set<CommandType>();
  const send: Send = async (type, data, actor = teamManager, more = {}) => {
    const answer = await door.send(order(type, data, { actor, ...more }));
    if (answer.events === 0) throw new Error(`${type} changed nothing`);
    told.add(type);
    return answer;
  };
  const help = await agencies(send);
  const known = await people(send);
  const request = await requested(send, known);
  const of = { ...help, ...known, request, family: await family(send, known, request) };
  const episode = await helping(send, of);
  await requestedAgain(send, of.family, episode);
  await identified(send, await eventsOf(store), known);
  const helped = { ...of, episode };
  await leavingOut(send, helped);
  await sampling(send, of, store);
  await advised(send, helped);
  const panel = await convened(send, helped);
  const followed = async () => managers.reached(await store.head());
  const put = await contacted(send, form(known.child, known.parent), helped);
  await sat(send, { ...helped, panel, request: put, followed });
  await agreements(send, of);
  await plans(send, helped);
  await assessments(send, helped);
  const matchNoted = async () => {
    await followed();
    const noted = (await eventsOf(store)).find(({ type }) => type === 'SealedRecordMatched');
    const { match } = noted?.data ?? {};
    return typeof match === 'string' ? match : '';
  };
  await disclosures(send, of, matchNoted);
  await partings(send, helped, followed);
  await closing(send, { ...of, episode });
  await matters(send, known);
  await links(send, of);
  await forgetting(send, of);
  await endings(send, help);
  return told;
}
