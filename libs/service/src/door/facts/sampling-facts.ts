import type { CaseFact, DrawFact, DrawNeed, FrameFact, FrameNeed, Needs, SamplingFacts } from '#libs/domain';
import { commitmentOf, draw, type Drawn, type FrameCase } from '#libs/sampling';
import { frameAt, type Frame } from '../../sampling/frame.ts';
import type { FactSources } from './fact-sources.ts';

/** What rules of sampling must know: a frame as the record stands now, what is drawn of one, and whose a seed is. */
export async function gatherSampling(needs: Needs, sources: FactSources): Promise<SamplingFacts> {
  const { frame, draw: drawing, seedOf } = needs;
  const first = seedOf === undefined ? undefined : await committedFor(seedOf, sources);
  return {
    ...(frame !== undefined && { frame: await frameNow(frame, sources) }),
    ...(drawing !== undefined && { draw: await drawnFrom(drawing, sources) }),
    ...(first !== undefined && { seedOf: first }),
  };
}

/** Reads the whole log up to now, so that nobody can choose the position. */
async function frameNow(need: FrameNeed, sources: FactSources): Promise<FrameFact> {
  const { store, readers } = sources;
  const head = await store.head();
  await sources.reached(head);
  const { position, cases, root, shares, empty } = frameAt(need, head, readers.frameEpisodes);
  const strata = shares?.map(({ stratum, count, take }) => ({ stratum, count, take }));
  return { position, count: cases.length, root, empty, ...(strata && { strata }) };
}

async function drawnFrom(need: DrawNeed, sources: FactSources): Promise<DrawFact> {
  const { position, seed, reserves } = need;
  await sources.reached(position);
  const { cases, root, shares = [] } = frameAt(need, position, sources.readers.frameEpisodes);
  const drawn = draw(cases, { seed, shares, reserves });
  return {
    commitment: commitmentOf(seed),
    root,
    selected: drawn.selected.map(caseOf),
    reserves: drawn.reserves.map(caseOf),
  };
}

function caseOf({ episode, family, stratum, rank }: Drawn<FrameCase & Frame['cases'][number]>): CaseFact {
  return { episode, heldBy: family, stratum, rank };
}

/** The sample for which a commitment was made first, of all that is in the log. */
async function committedFor(commitment: string, sources: FactSources): Promise<string | undefined> {
  await sources.reached(await sources.store.head());
  return sources.readers.committedFirst(commitment);
}
