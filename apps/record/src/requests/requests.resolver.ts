import { Args, Query, Resolver } from '@nestjs/graphql';
import type { Principal } from '#libs/access';
import { isList, isObject, isRequestForm, Rejected, type JsonObject } from '#libs/contracts';
import type { AsOfPoint, RequestFilter, RequestRow, TimelineEntry } from '#libs/read-models';
import { subjectsIn } from '#libs/service';
import { entriesOf, hiddenItems, isAbout } from '../panels/item-entries.ts';
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
    const request = this.room.names.request(asked.reference, asking);
    return this.room.open(asking, asked, {
      resource: { kind: 'request', record: request },
      find: (at, classes) => {
        const { requests, timeline } = this.room.readers;
        const row = requests.request(request, at.position);
        if (row === undefined) return undefined;
        const own = entriesOf(timeline, row.request, at);
        const entries = [...own, ...this.atPanels(row.request, at, asking.principal)];
        const events = entries.map(this.view.telling(at, classes));
        const form = events.findLast(({ type }) => isRequestForm(type));
        return {
          value: {
            ...this.summary(row, at),
            revision: own.at(-1)?.revision,
            form: withRecords(form?.data ?? {}, timeline.identifiedIn(row.request, at)),
            redactions: form?.redactions ?? [],
            events: events.sort((one, other) => one.position - other.position),
          },
          families: row.family === null ? [] : [row.family],
          persons: [...new Set(entries.flatMap(subjectsIn))],
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
    const family =
      typeof asked.family === 'string' ? this.room.names.family(asked.family, asking) : undefined;
    return this.room.open(asking, asked, {
      resource: { kind: 'population' },
      filters: ['district', 'urgency', 'outcome'],
      terms: typeof asked.senderReference === 'string' ? [asked.senderReference] : [],
      find: (at, classes) => {
        if (typeof asked.senderReference === 'string' && !classes.has('general'))
          throw new Rejected('NOT_PERMITTED', { field: 'senderReference' });
        const { requests, timeline } = this.room.readers;
        const families = family === undefined ? undefined : timeline.withMerged(family, at);
        const found = requests.list({ ...filterOf(asked), families, unseen: at.unseen }, at.position, page);
        return {
          value: this.room.connection(found, (row) => this.summary(row, at)),
          families: [...new Set(found.edges.flatMap(({ node }) => node.family ?? []))],
          results: found.edges.length,
        };
      },
    });
  }

  /** What panels recorded of a request, but those in which the caller has a conflict of interest about it. */
  private atPanels(request: string, at: AsOfPoint, principal: Principal): TimelineEntry[] {
    const { panels, timeline } = this.room.readers;
    return panels
      .panelsOf(request, at.position)
      .filter((panel) => !hiddenItems(panels, panel, { principal, unseen: at.unseen }).has(request))
      .flatMap((panel) => entriesOf(timeline, panel, at).filter(isAbout(request)));
  }

  private summary(row: RequestRow, at: AsOfPoint): RequestSummary {
    return { ...row, id: row.request, keyworkerName: this.view.workerName(row.keyworker, at) };
  }
}

/** A form with the record beside whoever was without one when it came in and was found to have it. */
function withRecords(form: JsonObject, identified: ReadonlyMap<string, string>): JsonObject {
  const found = (somebody: JsonObject): JsonObject => {
    const person = typeof somebody['subject'] === 'string' ? identified.get(somebody['subject']) : undefined;
    return person === undefined ? somebody : { ...somebody, person };
  };
  const { children, parent } = form;
  return {
    ...found(form),
    ...(children !== undefined &&
      isList(children) && { children: children.map((each) => (isObject(each) ? found(each) : each)) }),
    ...(isObject(parent) && { parent: found(parent) }),
  };
}

function filterOf(asked: RequestsArgs): RequestFilter {
  const { state, district, urgency, outcome, senderReference, concern, waiting } = asked;
  return {
    state: state ?? undefined,
    district: district ?? undefined,
    urgency: urgency ?? undefined,
    outcome: outcome ?? undefined,
    senderReference: senderReference ?? undefined,
    concern: concern ?? undefined,
    waiting: waiting ?? undefined,
  };
}
