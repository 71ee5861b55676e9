import { Args, Query, Resolver } from '@nestjs/graphql';
import { Reader, type Asking } from '../reading/asking.ts';
import { ReadingRoom } from '../reading/reading-room.ts';
import { Household, HouseholdArgs } from './household.types.ts';
import { HouseholdView } from './household.view.ts';

@Resolver()
export class HouseholdResolver {
  constructor(
    private readonly room: ReadingRoom,
    private readonly view: HouseholdView,
  ) {}

  @Query(() => Household, {
    nullable: true,
    description:
      'Who belonged to a family on a day, where each lived, and who was what to whom, as known then.',
  })
  household(@Reader() asking: Asking, @Args() asked: HouseholdArgs): Promise<object> {
    const family = this.room.names.family(asked.family, asking);
    return this.room.open(asking, asked, {
      resource: { kind: 'family', record: family },
      past: 'OF_BOTH_AXES',
      find: (at) => {
        const found = this.room.readers.timeline.familyAsOf(family, at);
        return (
          found && {
            value: this.view.household(found, at),
            families: [found.family],
            persons: found.members.map(({ person }) => person),
          }
        );
      },
    });
  }
}
