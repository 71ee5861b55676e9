import { Args, Info, Query, Resolver } from '@nestjs/graphql';
import { isObjectType, type GraphQLObjectType, type GraphQLResolveInfo } from 'graphql';
import { familiesIn, subjectsIn } from '#libs/service';
import { Reader, type Asking } from '../reading/asking.ts';
import { ReadingRoom } from '../reading/reading-room.ts';
import {
  CompareFamilyArgs,
  FamilyComparison,
  FamilyFieldReason,
  WhyFamilyFieldArgs,
} from './growth.types.ts';
import { GrowthView, type GrowthAnswer } from './growth.view.ts';

@Resolver()
export class GrowthResolver {
  constructor(
    private readonly room: ReadingRoom,
    private readonly view: GrowthView,
  ) {}

  @Query(() => FamilyFieldReason, {
    nullable: true,
    description:
      'Why a family shows what it shows in a field: the event that set it, and what that superseded.',
  })
  whyFamilyField(
    @Reader() asking: Asking,
    @Args() asked: WhyFamilyFieldArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const family = this.room.names.family(asked.family, asking);
    return this.room.open(asking, asked, {
      resource: { kind: 'family', record: family },
      past: 'OF_BOTH_AXES',
      find: (at, classes) =>
        this.room.readers.timeline.familyAsOf(family, at)
          ? foundIn(family, this.view.why({ type: familyType(info), family, classes }, asked.path, at))
          : undefined,
    });
  }

  @Query(() => FamilyComparison, {
    nullable: true,
    description:
      'A family at two points: what changed, what arrived late, what was corrected or voided between.',
  })
  async compareFamily(
    @Reader() asking: Asking,
    @Args() asked: CompareFamilyArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const family = this.room.names.family(asked.family, asking);
    const from = await this.room.at(asked.from, asked);
    return this.room.open(
      asking,
      { ...asked, asOf: asked.to ?? null },
      {
        resource: { kind: 'family', record: family },
        past: 'OF_BOTH_AXES',
        find: (to, classes) => {
          const { timeline } = this.room.readers;
          const found = timeline.familyAsOf(family, to) ?? timeline.familyAsOf(family, from);
          if (found === undefined) return undefined;
          const compared = this.view.compare(
            { type: familyType(info), family, classes },
            { ...to, ...from },
            to,
          );
          const { reference } = found;
          const value = { ...compared.value, family, reference, from, to };
          return { ...foundIn(family, { ...compared, value }), from: from.position };
        },
      },
    );
  }
}

function foundIn<V>(family: string, { value, entries, masked }: GrowthAnswer<V>) {
  const families = [...new Set([family, ...entries.flatMap(familiesIn)])];
  return { value, families, persons: [...new Set(entries.flatMap(subjectsIn))], masked };
}

function familyType({ schema }: GraphQLResolveInfo): GraphQLObjectType {
  const type = schema.getType('Family');
  if (!isObjectType(type)) throw new TypeError('the schema has no family');
  return type;
}
