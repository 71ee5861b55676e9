import { createHash } from 'node:crypto';
import type { PersonaName } from '#libs/access';
import type { CommandType, JsonObject } from '#libs/contracts';
import { londonDay } from '#libs/reference';
import { tellAudits } from './story-of-audits.ts';
import type { ServiceProcess } from './processes.ts';

interface Story {
  readonly service: Pick<ServiceProcess, 'ask'>;
  send(persona: PersonaName, type: CommandType, given: JsonObject): Promise<string>;
}

const SEED = 'a seed that somebody else has chosen'.replaceAll(' ', '-');
const CASES = `query ($sample: ID!) { sample(sample: $sample, purpose: QUALITY) { cases { episode selected } } }`;
const NOW = `{ samples(purpose: QUALITY) { asOf { knownAt } } }`;
const ANY_CASE = {
  ...{ status: null, openedFrom: null, openedTo: null, closedFrom: null, closedTo: null },
  ...{ districts: null, levels: null, agencies: null },
};

/** Two families are helped; a case of one of them is drawn, and gives way to the other; both are audited. */
export async function tellSampling(
  story: Story,
  { other, third }: Readonly<Record<'other' | 'third', string>>,
): Promise<void> {
  const young = { adult: false, expectedDeliveryDate: null, multipleIndex: null, identifiers: null };
  const cases: { episode: string; child: string }[] = [];
  for (let n = 0; n < 2; n++) {
    const child = await story.send('coordinator', 'RegisterPerson', young);
    const members = [{ person: child, role: 'CHILD', livesHere: 'FULL' }];
    const family = await story.send('coordinator', 'RegisterFamily', { members });
    const episode = await story.send('manager', 'OpenEpisode', {
      ...{ family, children: [{ child, level: 'L2', indicators: ['L2.01'] }], route: 'SELF' },
      ...{ agency: other, keyworker: third, decidedBy: third },
    });
    cases.push({ episode, child });
  }
  const on = londonDay(await knownAt(story));
  const sample = await story.send('quality', 'DesignSample', {
    ...{
      filter: { on, ...ANY_CASE },
      strata: null,
      method: 'SIMPLE_RANDOM',
      size: 1,
      reserves: 1,
      least: null,
    },
  });
  const commitment = createHash('sha256').update(SEED).digest('hex');
  await story.send('quality', 'CommitSeed', { sample, commitment });
  await story.send('quality', 'FreezeFrame', { sample });
  await story.send('quality', 'DrawSample', { sample, seed: SEED });
  const { data } = await story.service.ask('quality', CASES, { sample });
  const { cases: drawn } = data?.['sample'] as { cases: { episode: string; selected: boolean }[] };
  const episode = drawn.find(({ selected }) => selected)?.episode ?? '';
  await story.send('quality', 'ReplaceCase', { sample, episode });
  await story.send('quality', 'CloseSample', { sample });
  const [first, later] = cases;
  if (first !== undefined && later !== undefined) await tellAudits(story, third, [first, later]);
}

/** When what the service tells was known: the day it is by its clock. */
async function knownAt({ service }: Story): Promise<string> {
  const { data } = await service.ask('quality', NOW);
  return (data?.['samples'] as { asOf: { knownAt: string } }).asOf.knownAt;
}
