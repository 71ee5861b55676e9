import { Args, Query, Resolver } from '@nestjs/graphql';
import type { RequestFilter, RequestRow } from '#libs/read-models';
import { Reader, type Asking } from '../reading/asking.ts';
import { ReadingRoom } from '../reading/reading-room.ts';
import { classesIn, TimelineView } from '../timeline/timeline.view.ts';
import {
  RequestAnswer,
  RequestArgs,
  RequestConnection,
  RequestsArgs,
  RequestSummary,
} from './requests.types.ts';

@Resolver()
export class RequestsResolver {
  constructor(
    private readonly room: ReadingRoom,
    private readonly view: TimelineView,
  ) {}

  @Query(() => RequestAnswer, { nullable: true, description: 'A request for support and what became of it.' })
  request(@Reader() asking: Asking, @Args() asked: RequestArgs): Promise<object> {
    const request = this.room.names.request(asked.reference);
    return this.room.open(asking, asked, {
      resource: { kind: 'request', record: request },
      find: (at, classes) => {
        const { requests, timeline } = this.room.readers;
        const row = request === undefined ? undefined : requests.request(request, at.position);
        if (row === undefined) return undefined;
        const entries = timeline
          .streamTimeline(row.request, at, { first: 100 })
          .edges.map(({ node }) => node);
        const events = entries.map(this.view.telling(classes));
        return {
          value: {
            ...this.summary(row),
            form: events[0]?.data ?? {},
            redactions: events[0]?.redactions ?? [],
            events,
          },
          families: row.family === null ? [] : [row.family],
          persons: [],
          masked: classesIn(entries, classes),
        };
      },
    });
  }

  @Query(() => RequestConnection, {
    nullable: true,
    description: 'Requests for support, in the order they came in.',
  })
  requests(@Reader() asking: Asking, @Args() asked: RequestsArgs): Promise<RequestConnection> {
    const page = this.room.page(asked);
    return this.room.open(asking, asked, {
      resource: { kind: 'population' },
      find: (at) => {
        const found = this.room.readers.requests.list(filterOf(asked), at.position, page);
        return {
          value: this.room.connection(found, (row) => this.summary(row)),
          families: [...new Set(found.edges.flatMap(({ node }) => node.family ?? []))],
          results: found.edges.length,
        };
      },
    });
  }

  private summary(row: RequestRow): RequestSummary {
    return { ...row, id: row.request, keyworkerName: this.view.workerName(row.keyworker) };
  }
}

function filterOf(asked: RequestsArgs): RequestFilter {
  const { state, district, urgency, outcome, family, concern, waiting } = asked;
  return {
    state: state ?? undefined,
    district: district ?? undefined,
    urgency: urgency ?? undefined,
    outcome: outcome ?? undefined,
    family: family ?? undefined,
    concern: concern ?? undefined,
    waiting: waiting ?? undefined,
  };
}
