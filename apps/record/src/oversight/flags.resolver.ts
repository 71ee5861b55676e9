import { Args, Query, Resolver } from '@nestjs/graphql';
import type { AsOfPoint, FlagRow, TimelineEntry } from '#libs/read-models';
import { subjectsIn } from '#libs/service';
import { Reader, type Asking } from '../reading/asking.ts';
import { ReadingRoom } from '../reading/reading-room.ts';
import { classesIn, seesSealed, TimelineView } from '../timeline/timeline.view.ts';
import { DataQualityFlagConnection, DataQualityFlagsArgs } from './flags.types.ts';

@Resolver()
export class FlagsResolver {
  constructor(
    private readonly room: ReadingRoom,
    private readonly view: TimelineView,
  ) {}

  @Query(() => DataQualityFlagConnection, {
    nullable: true,
    description: 'What does not fit together in the record, in the order in which it was flagged.',
  })
  dataQualityFlags(
    @Reader() asking: Asking,
    @Args() asked: DataQualityFlagsArgs,
  ): Promise<DataQualityFlagConnection> {
    const page = this.room.page(asked);
    const question = { open: asked.open ?? undefined, district: asked.district ?? undefined };
    return this.room.open(asking, asked, {
      resource: { kind: 'population' },
      filters: ['district'],
      find: (at, classes) => {
        const found = this.room.readers.oversight.flags(question, at, page);
        const rows = found.edges.map(({ node }) => node);
        const entries = new Map(rows.map((row) => [row.raised, this.entryOf(row, at, seesSealed(classes))]));
        const told = [...entries.values()].filter((entry) => entry !== undefined);
        const tell = this.view.telling(at, classes);
        return {
          value: this.room.connection(found, ({ flag: id, raised: position, ...row }) => {
            const entry = entries.get(position);
            return { ...row, id, position, event: entry === undefined ? null : tell(entry) };
          }),
          families: [...new Set(rows.flatMap(({ families }) => families))],
          persons: [...new Set([...rows.flatMap(({ persons }) => persons), ...told.flatMap(subjectsIn)])],
          results: rows.length,
          masked: classesIn(told, classes),
        };
      },
    });
  }

  private entryOf({ raised }: FlagRow, at: AsOfPoint, sealedToo: boolean): TimelineEntry | undefined {
    const { timeline } = this.room.readers;
    const isSealed = timeline.placeOf(raised)?.sensitivity === 'SEALED';
    return isSealed && !sealedToo ? undefined : timeline.event(raised, at);
  }
}
