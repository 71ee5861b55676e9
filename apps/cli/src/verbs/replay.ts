import { UsageError } from '../exit.ts';
import { ask, dataOf, tokenOf } from '../graphql.ts';
import { answer } from '../output.ts';
import { purposeOf, type ForPurpose } from '../purpose.ts';
import type { EntryAnswer } from '../entry.graphql.ts';
import { STORY, type Story, type StoryPage } from '../replay/story.graphql.ts';
import { told } from '../replay/told.ts';
import { withService, type Service } from '../service.ts';

export interface ReplayOptions extends ForPurpose {
  readonly knownAt?: string;
  readonly position?: string;
  readonly effectiveAt?: string;
  readonly order: 'recorded' | 'occurred';
}

interface Asking {
  readonly family: string;
  readonly purpose: string;
  readonly order: string;
  readonly asOf: Readonly<Record<string, string>>;
}

const PAGE = 100;

/** Tells a family's history as it was recorded, or as it happened, as of any position or instant. */
export async function replay(family: string, options: ReplayOptions, json: boolean): Promise<void> {
  if (options.position !== undefined && !/^\d+$/.test(options.position))
    throw new UsageError('--position takes a whole number');
  const token = await tokenOf(options);
  const story = await withService((service) => readStory(service, token, askingOf(family, options)));
  answer(json, replayed(story), () => told(story, options.effectiveAt));
}

function askingOf(family: string, options: ReplayOptions): Asking {
  const { knownAt, position, effectiveAt } = options;
  const asOf = {
    ...(knownAt && { knownAt }),
    ...(position && { position }),
    ...(effectiveAt && { effectiveAt }),
  };
  return { family, purpose: purposeOf(options), order: options.order.toUpperCase(), asOf };
}

/** Every page as of the position of the first, so that nothing recorded meanwhile slips in. */
async function readStory(service: Service, token: string, asking: Asking): Promise<Story> {
  const events: EntryAnswer[] = [];
  let { asOf } = asking;
  for (let after: string | null = null; ;) {
    const variables = { ...asking, asOf, after, first: PAGE };
    const page: StoryPage = dataOf(await ask<StoryPage>(service, token, STORY, variables));
    const { nodes, pageInfo } = page.familyTimeline;
    events.push(...nodes);
    if (!pageInfo.hasNextPage) return { family: page.family, events };
    after = pageInfo.endCursor;
    const { effectiveAt } = asOf;
    asOf = { position: page.family.asOf.position, ...(effectiveAt !== undefined && { effectiveAt }) };
  }
}

/** The answer for programs (docs/interfaces.md). */
function replayed({ family, events }: Story): object {
  const { asOf, episode } = family;
  return {
    family: family.reference,
    asOf: { ...asOf, position: Number(asOf.position) },
    events: events.map(({ id: _, by, ...event }) => ({
      ...event,
      position: Number(event.position),
      by: { role: by.role, agency: by.agency },
    })),
    state: {
      children: (episode?.children ?? []).map(({ child, level, statutoryStatus }) => ({
        id: child,
        level,
        statutoryStatus,
      })),
      episode: episode && {
        id: episode.id,
        status: episode.status,
        agency: episode.agency,
        keyworker: episode.keyworker,
      },
    },
  };
}
