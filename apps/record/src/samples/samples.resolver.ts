import { Args, Query, Resolver } from '@nestjs/graphql';
import { entriesOf } from '../panels/item-entries.ts';
import { Reader, type Asking } from '../reading/asking.ts';
import { ReadingRoom } from '../reading/reading-room.ts';
import { classesIn, TimelineView } from '../timeline/timeline.view.ts';
import { SampleFrame, SampleFrameArgs } from './frame.types.ts';
import {
  SampleAnswer,
  SampleArgs,
  SampleCheckAnswer,
  SampleConnection,
  SamplesArgs,
} from './samples.types.ts';
import { SamplesView } from './samples.view.ts';

@Resolver()
export class SamplesResolver {
  constructor(
    private readonly room: ReadingRoom,
    private readonly view: SamplesView,
    private readonly timeline: TimelineView,
  ) {}

  @Query(() => SampleFrame, {
    nullable: true,
    description:
      'How many cases there are to draw from, by stratum, and what may be said by how many of them.',
  })
  sampleFrame(@Reader() asking: Asking, @Args() asked: SampleFrameArgs): Promise<SampleFrame> {
    return this.room.open(asking, asked, {
      resource: { kind: 'samples' },
      find: (at) => ({ value: this.view.frame(asked, at), figures: true }),
    });
  }

  @Query(() => SampleConnection, { nullable: true, description: 'The samples of quality assurance.' })
  samples(@Reader() asking: Asking, @Args() asked: SamplesArgs): Promise<SampleConnection> {
    const page = this.room.page(asked);
    return this.room.open(asking, asked, {
      resource: { kind: 'samples' },
      find: ({ position }) => {
        const filter = { state: asked.state ?? undefined, purpose: asked.sampledFor ?? undefined };
        const found = this.room.readers.samples.list(filter, position, page);
        return {
          value: this.room.connection(found, (row) => this.view.sample(row)),
          figures: true,
          results: found.edges.length,
        };
      },
    });
  }

  @Query(() => SampleAnswer, {
    nullable: true,
    description: 'A sample, the cases that were drawn, and what became of each since.',
  })
  sample(@Reader() asking: Asking, @Args() asked: SampleArgs): Promise<SampleAnswer> {
    const sample = this.room.names.stream('sample', asked.sample, asking);
    return this.room.open(asking, asked, {
      resource: { kind: 'samples', record: sample },
      find: (at, classes) => {
        const row = this.room.readers.samples.sample(sample, at.position);
        if (row === undefined) return undefined;
        const cases = this.view.cases(this.room.readers.samples.cases(sample, at.position), at);
        const entries = entriesOf(this.room.readers.timeline, sample, at);
        return {
          value: {
            sample: this.view.sample(row),
            cases,
            entries: entries.map(this.timeline.telling(at, classes)),
          },
          families: cases.flatMap(({ family }) => family ?? []),
          masked: classesIn(entries, classes),
          results: cases.length,
        };
      },
    });
  }

  @Query(() => SampleCheckAnswer, {
    nullable: true,
    description:
      'Makes a sample again from the log as of its frame’s position, and says whether it is the same.',
  })
  sampleCheck(@Reader() asking: Asking, @Args() asked: SampleArgs): Promise<SampleCheckAnswer> {
    const sample = this.room.names.stream('sample', asked.sample, asking);
    return this.room.open(asking, asked, {
      resource: { kind: 'samples', record: sample },
      find: (at) => {
        const row = this.room.readers.samples.sample(sample, at.position);
        return row && { value: this.view.check(row, at), figures: true };
      },
    });
  }
}
