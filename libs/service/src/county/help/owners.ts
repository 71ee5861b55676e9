import type { Worker } from '../people/staff.ts';
import { acting, namesOf, type Help } from '../story.ts';

/** Somebody else of the agency that is accountable now. */
export function colleagueOf({ story, agency }: Help, leaver: Worker): Worker | undefined {
  const [first, ...others] = story.district.keyworkers.filter(
    (each) => each.agency.id === agency.id && each.id !== leaver.id,
  );
  return first && story.chance.pick([first, ...others]);
}

/** From one keyworker to another of the accountable agency: the family was asked again before. */
export function handTo(open: Help, to: Worker, { at, reason }: { at: number; reason: string }): void {
  const { desk, district } = open.story;
  const data = { ...namesOf(open), to: to.id, agency: to.agency.id, agreementReviewed: true, reason };
  desk.send('HandOverKeyworker', data, acting(district.manager));
  open.keyworker = to;
  open.since = at;
}
