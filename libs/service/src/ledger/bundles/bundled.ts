import type { LoggedEvent } from '#libs/event-store';
import { formatBundle, type BundledEvent, type BundleParts } from '#libs/ledger';
import type { FamilyRecord } from '../../record.ts';
import type { GatheredStory } from './gathered-story.ts';

export interface Bundle {
  readonly text: string;
  readonly events: number;
  readonly streams: number;
  readonly completeAsOf: number;
}

/** What a bundle says of itself, beside its log and its size. */
export type BundleDetails = Omit<BundleParts['manifest'], 'origin' | 'completeAsOf' | 'streams'>;

/** The bundle of what was gathered: with the proof of each event, and that of each whole stream nothing is left out. */
export async function bundled(
  {
    completeAsOf,
    heads,
    events,
    streams,
  }: Pick<GatheredStory, 'completeAsOf' | 'heads' | 'events' | 'streams'>,
  { openings, erased }: Pick<BundleParts, 'openings' | 'erased'>,
  said: BundleDetails,
  record: FamilyRecord,
): Promise<Bundle> {
  const { origin, ledgers } = record;
  const wholes = streams.filter(({ whole }) => whole).map(({ stream }) => stream);
  const { checkpoint, proofs, paths } = await ledgers.evidence({
    positions: [...events, heads].map(({ position }) => position),
    streams: wholes,
    size: completeAsOf,
  });
  const proven = ({ position: index, document }: LoggedEvent, n: number): BundledEvent => ({
    index,
    document,
    proof: proofs[n] ?? [],
  });
  const text = await formatBundle(
    {
      manifest: { origin, completeAsOf, streams, ...said },
      events: events.map(proven),
      heads: proven(heads, events.length),
      checkpoint,
      paths: wholes.map((stream, n) => ({ stream, path: paths[n] ?? [] })),
      openings,
      erased,
    },
    (text) => ledgers.note(text),
  );
  return { text, events: events.length, streams: streams.length, completeAsOf };
}
