import { rate, type Figure } from './figure.ts';
import { settingsFor, type GrownLog } from './grown-log.ts';
import { PAGE } from './long-families.ts';
import { ServedTwice } from './served-twice.ts';
import { repeated, type Timed } from './timed.ts';
import { oneOf } from './timeline.ts';
import { Turns } from './turns.ts';

const IN_FLIGHT = 64;
const TURNS = 9;
const SECONDS = 1.5;
const WARMING_UP_SECONDS = 4;

const FIELDS = 'position type recordedAt occurredAt { value } late summary by { role }';
const PAGE_OF = `query ($family: ID!, $first: Int!) {
  familyTimeline(family: $family, purpose: AUDIT, first: $first) { nodes { ${FIELDS} } pageInfo { hasNextPage endCursor } }
}`;

/** The same page of a timeline, asked of the service over HTTP by this process: with the record of the read, and without. */
export async function servedReads({ folder, long }: Pick<GrownLog, 'folder' | 'long'>): Promise<Figure[]> {
  await using served = await ServedTwice.start(settingsFor(folder).folder, IN_FLIGHT);
  const { recorded, unrecorded } = served.addresses;
  const asking = (address: string) => () => served.ask(address, pageOf(oneOf(long).family));
  for (const address of [unrecorded, recorded])
    await repeated(asking(address), { inFlight: IN_FLIGHT, seconds: WARMING_UP_SECONDS });
  const turn = async (address: string): Promise<Timed> => {
    const before = await served.worked();
    const took = await repeated(asking(address), { inFlight: IN_FLIGHT, seconds: SECONDS });
    return { ...took, core: ((await served.worked()) - before) / took.count };
  };
  const turns = await Turns.taken(
    TURNS,
    () => turn(unrecorded),
    () => turn(recorded),
  );
  return [
    rate(`timeline page over GraphQL unrecorded, ${IN_FLIGHT} in flight`, turns.best.without),
    rate(`timeline page over GraphQL with its record, ${IN_FLIGHT} in flight`, turns.best.together, {
      ratio: { value: turns.ratio, to: 'as long as unrecorded' },
      against: 'at most 1.3 times; more than 1,800/s',
    }),
  ];
}

function pageOf(family: string): string {
  return JSON.stringify({ query: PAGE_OF, variables: { family, first: PAGE } });
}
