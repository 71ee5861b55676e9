import { Args, Query, Resolver } from '@nestjs/graphql';
import { Reader, type Asking } from '../reading/asking.ts';
import { ReadingRoom } from '../reading/reading-room.ts';
import { AssessmentArgs, FamilyAssessments } from './assessments.types.ts';
import { AssessmentsView } from './assessments.view.ts';

@Resolver()
export class AssessmentsResolver {
  constructor(
    private readonly room: ReadingRoom,
    private readonly view: AssessmentsView,
  ) {}

  @Query(() => FamilyAssessments, {
    nullable: true,
    description: 'The assessments of a family’s help by then: what was found, who was heard, and who signed.',
  })
  assessments(@Reader() asking: Asking, @Args() asked: AssessmentArgs): Promise<object> {
    const family = this.room.names.family(asked.family, asking);
    return this.room.open(asking, asked, {
      resource: { kind: 'family', record: family },
      past: 'OF_BOTH_AXES',
      find: (at) => {
        const { timeline, assessments } = this.room.readers;
        const found = timeline.familyAsOf(family, at);
        const episodes = found?.episodes.map(({ episode }) => episode) ?? [];
        const episode = asked.episode ?? episodes.at(-1);
        if (found === undefined || episode === undefined || !episodes.includes(episode)) return undefined;
        const told = assessments.assessments({ family, episode }, at);
        return {
          value: this.view.assessments(family, told, asked.assessment ?? undefined),
          families: [family],
          persons: found.members.map(({ person }) => person),
        };
      },
    });
  }
}
