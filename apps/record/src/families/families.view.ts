import { Injectable } from '@nestjs/common';
import type {
  AsOfPoint,
  EpisodeAsOf,
  FamilyAsOf,
  FamilyRow,
  MemberAsOf,
  PersonAsOf,
} from '#libs/read-models';
import { nameShown } from '../people/name-shown.ts';
import { occurredAtShown } from '../schema/occurred-at.ts';
import { ServedRecord } from '../served-record.ts';
import { TimelineView } from '../timeline/timeline.view.ts';
import type { Episode } from './episode.types.ts';
import type { Family, FamilyMember, FamilySummary } from './families.types.ts';

type Bare<T> = Omit<T, 'asOf' | 'lag' | 'redactions'>;

@Injectable()
export class FamiliesView {
  constructor(
    private readonly record: ServedRecord,
    private readonly timeline: TimelineView,
  ) {}

  family(
    family: FamilyAsOf,
    at: AsOfPoint,
  ): Omit<Bare<Family>, 'members'> & { members: Bare<FamilyMember>[] } {
    const episodes = family.episodes.map((each) => this.episode(each));
    return {
      ...family,
      id: family.family,
      members: family.members.map((each) => this.member(each, at)),
      episode: episodes.findLast(({ status }) => status === 'OPEN') ?? null,
      episodes,
    };
  }

  summary(row: FamilyRow): FamilySummary {
    return {
      ...row,
      id: row.family,
      agencyName: this.timeline.agencyName(row.agency),
      keyworkerName: this.timeline.workerName(row.keyworker),
    };
  }

  private member(member: MemberAsOf, at: AsOfPoint): Bare<FamilyMember> {
    const person = this.record.readers.timeline.personAsOf(member.person, at);
    return { ...member, ...(person ? describedBy(person) : NOBODY) };
  }

  private episode(episode: EpisodeAsOf): Episode {
    return {
      ...episode,
      id: episode.episode,
      agencyName: this.timeline.agencyName(episode.agency),
      keyworkerName: this.timeline.workerName(episode.keyworker),
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

const NOBODY: Described = {
  reference: null,
  name: null,
  dateOfBirth: null,
  expectedDeliveryDate: null,
  adult: null,
};

function describedBy({ reference, names, dateOfBirth, expectedDeliveryDate, adult }: PersonAsOf): Described {
  return { reference, name: nameShown(names), dateOfBirth, expectedDeliveryDate, adult };
}
