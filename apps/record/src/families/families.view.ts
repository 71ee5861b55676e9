import { Injectable } from '@nestjs/common';
import type { AsOfPoint, EpisodeAsOf, FamilyAsOf, FamilyRow, OwnRecord } from '#libs/read-models';
import { nameShown } from '../people/name-shown.ts';
import { occurredAtShown } from '../schema/occurred-at.ts';
import { ServedRecord } from '../served-record.ts';
import { TimelineView, type PositionKnown } from '../timeline/timeline.view.ts';
import type { Episode } from './episode.types.ts';
import type { Family, FamilyMember, FamilySummary } from './families.types.ts';

type Bare<T> = Omit<T, 'asOf' | 'lag' | 'redactions' | 'revision'>;

export type ShownFamily = Omit<Bare<Family>, 'members' | 'episode' | 'episodes'> & {
  readonly members: Bare<FamilyMember>[];
  readonly episode: Bare<Episode> | null;
  readonly episodes: readonly Bare<Episode>[];
};

@Injectable()
export class FamiliesView {
  constructor(
    private readonly record: ServedRecord,
    private readonly timeline: TimelineView,
  ) {}

  /** The family as it was at a point, with the revisions that orders expect. */
  family(found: FamilyAsOf, at: AsOfPoint): object {
    const { timeline, revisions } = this.record.readers;
    const { family } = found;
    const shown = this.familyOf(found, at, (person) => timeline.personAsOf(person, at));
    const revised = <E extends Bare<Episode>>(episode: E) => ({
      ...episode,
      revision: revisions.ofEpisode(family, episode.id, at),
    });
    return {
      ...shown,
      revision: revisions.ofStream(family, at),
      episode: shown.episode && revised(shown.episode),
      episodes: shown.episodes.map(revised),
    };
  }

  /** The family; its people are looked up when its members are looked at. */
  familyOf(
    family: FamilyAsOf,
    at: PositionKnown,
    personOf: (person: string) => OwnRecord | undefined,
  ): ShownFamily {
    const episodes = family.episodes.map((each) => this.episode(each, at));
    return {
      ...family,
      id: family.family,
      get members() {
        return family.members.map((each) => ({ ...each, ...describedBy(personOf(each.person)) }));
      },
      episode: episodes.findLast(({ status }) => status === 'OPEN') ?? null,
      episodes,
    };
  }

  summary(row: FamilyRow, at: PositionKnown): FamilySummary {
    return {
      ...row,
      id: row.family,
      agencyName: this.timeline.agencyName(row.agency, at),
      keyworkerName: this.timeline.workerName(row.keyworker, at),
    };
  }

  private episode(episode: EpisodeAsOf, at: PositionKnown): Bare<Episode> {
    return {
      ...episode,
      id: episode.episode,
      agencyName: this.timeline.agencyName(episode.agency, at),
      keyworkerName: this.timeline.workerName(episode.keyworker, at),
      openedAt: occurredAtShown(episode.openedAt),
      closedAt: episode.closedAt && occurredAtShown(episode.closedAt),
      steps: episode.steps.map((step) => ({
        ...step,
        proposedAt: occurredAtShown(step.proposedAt),
        answeredAt: step.answeredAt && occurredAtShown(step.answeredAt),
      })),
    };
  }
}

type Described = Pick<FamilyMember, 'reference' | 'name' | 'dateOfBirth' | 'expectedDeliveryDate' | 'adult'>;

export const NOBODY: Described = {
  reference: null,
  name: null,
  dateOfBirth: null,
  expectedDeliveryDate: null,
  adult: null,
};

/** What a family shows of someone from the person’s own record. */
export function describedBy(person: OwnRecord | undefined): Described {
  if (person === undefined) return NOBODY;
  const { reference, names, dateOfBirth, expectedDeliveryDate, adult } = person;
  return { reference, name: nameShown(names), dateOfBirth, expectedDeliveryDate, adult };
}
