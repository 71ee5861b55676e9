import { Args, Query, Resolver } from '@nestjs/graphql';
import type { Opened } from '#libs/contracts';
import type { TimelineEntry } from '#libs/read-models';
import { progressOf } from '#libs/service';
import { entriesOf } from '../panels/item-entries.ts';
import { Reader, type Asking } from '../reading/asking.ts';
import { exactlyOne } from '../reading/one-of.ts';
import { ReadingRoom } from '../reading/reading-room.ts';
import { occurredAtShown } from '../schema/occurred-at.ts';
import { ServedRecord } from '../served-record.ts';
import { TimelineView } from '../timeline/timeline.view.ts';
import { RequestProgress, RequestProgressArgs, type SenderTold } from './progress.types.ts';

type Telling = TimelineEntry & Extract<Opened.Event, { type: 'ReferrerInformedOfOutcome' }>;

@Resolver()
export class ProgressResolver {
  constructor(
    private readonly room: ReadingRoom,
    private readonly view: TimelineView,
    private readonly record: ServedRecord,
  ) {}

  @Query(() => RequestProgress, {
    nullable: true,
    description: 'How a request that the caller’s agency sent stands, and what they were told came of it.',
  })
  requestProgress(@Reader() asking: Asking, @Args() asked: RequestProgressArgs): Promise<object> {
    const request = this.requestNamed(asked, asking);
    return this.room.open(asking, asked, {
      resource: { kind: 'progress', record: request },
      terms: typeof asked.senderReference === 'string' ? [asked.senderReference] : [],
      find: (at) => {
        const { requests, timeline } = this.room.readers;
        const row = requests.request(request, at.position);
        if (row === undefined) return undefined;
        const entries = entriesOf(timeline, row.request, at);
        const told = entries.filter(isTelling);
        return {
          value: {
            request: row.request,
            reference: row.reference,
            receivedAt: row.receivedAt,
            state: progressOf(row, entries, this.record.reference()),
            told: told.map((telling) => this.told(row.request, telling)),
          },
        };
      },
    });
  }

  private requestNamed({ request, senderReference }: RequestProgressArgs, asking: Asking): string {
    exactlyOne({ request, senderReference }, 'request', 'senderReference');
    const { names } = this.room;
    return typeof senderReference === 'string'
      ? names.requestSent(senderReference, asking)
      : names.request(request ?? '', asking);
  }

  /** As the request stood when they were told: what was decided since they hear when they are told again. */
  private told(request: string, { position, occurredAt, data: { how, content } }: Telling): SenderTold {
    const then = this.room.readers.requests.request(request, position);
    const agency = (WITH_AGENCY.has(content) && then?.agency) || null;
    return {
      position,
      toldAt: occurredAtShown(occurredAt),
      how,
      content,
      outcome: (content !== RECEIPT && then?.outcome) || null,
      agency,
      agencyName: this.view.agencyName(agency, { position }),
    };
  }
}

/** Codes of feedback-content: that it was dealt with and no more; and those that name the agency. */
const RECEIPT = 'RECEIPT_ONLY';
const WITH_AGENCY: ReadonlySet<string> = new Set(['OUTCOME_AND_AGENCY', 'OUTCOME_AND_PLAN']);

function isTelling(entry: TimelineEntry): entry is Telling {
  return entry.type === 'ReferrerInformedOfOutcome';
}
