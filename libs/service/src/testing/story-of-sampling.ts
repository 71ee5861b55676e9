import { createHash } from 'node:crypto';
import type { EventStore } from '#libs/event-store';
import { audits } from './story-of-audits.ts';
import { eventsOf } from './small-record.ts';
import { coordinator, text, type Send } from './telling.ts';

const quality = { user: 'u-quality', role: 'QUALITY', agency: 'organisation-county' };
const SEED = 'a-seed-that-somebody-else-has-chosen';

/** Two families more are helped; a case is drawn, and gives way to another; both are audited. */
export async function sampling(
  send: Send,
  { agency, keyworker }: Readonly<Record<'agency' | 'keyworker', string>>,
  store: EventStore,
): Promise<void> {
  const helped = [];
  for (const given of ['Lea', 'Mia']) helped.push(await opened(send, given, { agency, keyworker }));
  const design = { purpose: 'ROUTINE', method: 'SIMPLE_RANDOM', size: 1, reserves: 1 };
  const filter = { on: String((await eventsOf(store)).at(-1)?.recordedAt).slice(0, 10) };
  const { id: sample } = await send('DesignSample', { ...design, filter }, quality);
  const commitment = createHash('sha256').update(SEED).digest('hex');
  await send('CommitSeed', { sample, commitment }, quality);
  await send('FreezeFrame', { sample }, quality);
  await send('DrawSample', { sample, seed: SEED }, quality);
  const episode = await drawnFrom(store);
  await send('ReplaceCase', { sample, episode, reason: 'OUT_OF_SCOPE' }, quality);
  await send('CloseSample', { sample }, quality);
  const [first, later] = helped;
  if (first !== undefined && later !== undefined) await audits(send, keyworker, [first, later]);
  for (const { child, ...help } of helped)
    await send('CloseEpisode', {
      ...{ ...help, reason: 'OUTCOMES_MET', familyView: text('Glad.') },
      outcomes: [{ child, outcome: text('Better.') }],
    });
}

async function drawnFrom(store: EventStore): Promise<string> {
  const drawn = (await eventsOf(store)).find(({ type }) => type === 'SampleDrawn');
  const [first] = (drawn?.data['selected'] ?? []) as { episode: string }[];
  return first?.episode ?? '';
}

async function opened(
  send: Send,
  given: string,
  { agency, keyworker }: Readonly<Record<'agency' | 'keyworker', string>>,
): Promise<Record<'child' | 'family' | 'episode', string>> {
  const named = {
    names: [{ use: 'LEGAL', given: text(given), family: text('Reed') }],
    dateOfBirth: '2017-02-03',
  };
  const { id: child } = await send('RegisterPerson', { adult: false, sex: 'F', ...named }, coordinator);
  const members = [{ person: child, role: 'CHILD', livesHere: 'FULL' }];
  const { id: family } = await send('RegisterFamily', { members }, coordinator);
  const { id: episode } = await send('OpenEpisode', {
    ...{ family, children: [{ child, level: 'L2', indicators: ['L2.01'], rationale: text('Tired.') }] },
    ...{ route: 'SELF', district: 'herts.ff.stevenage', agency, keyworker },
    ...{ familyAgreed: true, decidedBy: keyworker },
  });
  return { child, family, episode };
}
