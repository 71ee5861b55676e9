import type { Errand } from '../agenda.ts';
import type { Sent } from '../sent.ts';
import { acting, later, type Story } from '../story.ts';

const LOOKED_AT = 0.85;

/** The record flags what does not fit what stood before; a coordinator looks at the flag the next working day. */
export function* lookedAfter(
  story: Story,
  sent: Sent,
  stream: string,
): Generator<number | Errand, void, undefined> {
  if (!sent.isBackdated) return;
  const { chance, desk, district } = story;
  let flags: readonly Sent[] = [];
  yield desk.followed(sent, stream, (raised) => (flags = raised));
  if (flags.length === 0 || !chance.happens(LOOKED_AT)) return;
  yield later(story, [1, 1]);
  const resolution = chance.happens(0.9) ? 'EXPLAINED' : 'NO_LONGER_SO';
  for (const flag of flags)
    desk.send('ResolveDataQualityFlag', { flag: flag.id, resolution }, acting(district.coordinator));
}
