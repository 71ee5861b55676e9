import { Args, Query, Resolver } from '@nestjs/graphql';
import { accountsForSealed } from '#libs/access';
import { Rejected, streamCategory } from '#libs/contracts';
import { isSeen, nothingUnseen, type AccessFilter, type AccessRow, type AsOfPoint } from '#libs/read-models';
import { Reader, type Asking } from '../reading/asking.ts';
import { atMostOne, exactlyOne } from '../reading/one-of.ts';
import { ReadingRoom } from '../reading/reading-room.ts';
import { TimelineView } from '../timeline/timeline.view.ts';
import {
  AccessLogArgs,
  AccessEntryConnection,
  ViewingConnection,
  WhoSawArgs,
  type LookedAtArgs,
} from './access-log.types.ts';

@Resolver()
export class AccessLogResolver {
  constructor(
    private readonly room: ReadingRoom,
    private readonly view: TimelineView,
  ) {}

  @Query(() => ViewingConnection, {
    nullable: true,
    description: 'Who looked at a person, a family or a request; newest first.',
  })
  whoSaw(@Reader() asking: Asking, @Args() asked: WhoSawArgs): Promise<ViewingConnection> {
    exactlyOne(asked, ...OF_WHOM);
    const record = this.recordNamed(asked, asking);
    const page = this.room.page(asked, 'access');
    return this.room.open(asking, asked, {
      resource: { kind: 'looked', record },
      find: (at) => {
        if (record === undefined || !this.isThere(record)) return undefined;
        const found = this.room.readers.access.whoSaw(this.everyName(record, at), periodOf(asked, at), page);
        return {
          value: this.room.connection(found, (row) => this.named(row, at), 'access'),
          results: found.edges.length,
        };
      },
    });
  }

  @Query(() => AccessEntryConnection, {
    nullable: true,
    description:
      'The access log: every read of the record and every refusal, newest first; of a person, family or request, a worker, an agency, a purpose and a period, as far as they are given.',
  })
  accessLog(@Reader() asking: Asking, @Args() asked: AccessLogArgs): Promise<AccessEntryConnection> {
    atMostOne(asked, ...OF_WHOM);
    const record = this.recordNamed(asked, asking);
    const page = this.room.page(asked, 'access');
    return this.room.open(asking, asked, {
      resource: { kind: record === undefined ? 'accessLog' : 'looked', record },
      find: (at) => {
        this.checkAgency(asked, asking);
        const user = this.userAsked(asked);
        if ((record !== undefined && !this.isThere(record)) || user === null) return undefined;
        const { access, accessPosition } = this.room.readers;
        const of = record === undefined ? undefined : this.everyName(record, at);
        const found = access.entries({ of, user, ...filterOf(asked), ...periodOf(asked, at) }, page);
        const tell = this.tellingOf(found.edges.flatMap(({ node }) => node.of));
        return {
          value: {
            ...this.room.connection(found, (row) => ({ ...this.named(row, at), of: tell(row) }), 'access'),
            logPosition: accessPosition(),
          },
          results: found.edges.length,
        };
      },
    });
  }

  /** The log of reads has requests by the bare id, as it has persons; whoever reads it knows them by the whole one. */
  private tellingOf(seen: readonly string[]): (row: AccessRow) => string[] {
    const streamOf = (each: string): string => `request-${each}`;
    const requests = new Set(this.room.readers.requests.among([...new Set(seen)].map(streamOf)));
    return ({ of }) => of.map((each) => (requests.has(streamOf(each)) ? streamOf(each) : each));
  }

  private named<R extends { readonly agency: string }>(
    row: R,
    at: AsOfPoint,
  ): R & { agencyName: string | null } {
    return { ...row, agencyName: this.view.agencyName(row.agency, at) };
  }

  /**
   * A record, and what is read with it by then: of a family those merged into it, of a person the linked ones. Where it is
   * itself sealed from whoever asks, who accounts for it, they are sealed with it.
   */
  private everyName(record: string, { position, unseen = nothingUnseen }: AsOfPoint): readonly string[] {
    const { timeline } = this.room.readers;
    const category = streamCategory(record);
    const told = isSeen(unseen, record) ? unseen : nothingUnseen;
    if (category === 'family') return timeline.withMerged(record, { position, unseen: told });
    if (category === 'request') return [record];
    return timeline.recordsOf(record, { position }).filter((each) => isSeen(told, each));
  }

  /** An agency may be one that the record does not know: NOT_FOUND where nothing of it stands in the log either. */
  private checkAgency({ agency }: AccessLogArgs, { principal }: Asking): void {
    const { access, directory } = this.room.readers;
    if (typeof agency !== 'string' || agency === principal.agency) return;
    if (directory.organisation(agency) === undefined && !access.hasAnyOf(agency))
      throw new Rejected('NOT_FOUND', { field: 'agency' });
  }

  /** The account asked for, by itself or its worker; null where no account is both, or the worker has none. */
  private userAsked({ worker, user }: AccessLogArgs): string | undefined | null {
    if (typeof worker !== 'string') return user ?? undefined;
    const ofWorker = this.room.readers.directory.worker(worker)?.user ?? null;
    return typeof user === 'string' && user !== ofWorker ? null : ofWorker;
  }

  private recordNamed(asked: LookedAtArgs, asking: Asking): string | undefined {
    const { person, family, request, purpose } = asked;
    const { names } = this.room;
    const naming = { ...asking, sealedToo: accountsForSealed(asking.principal, purpose) };
    if (typeof person === 'string') return names.person(person, naming);
    if (typeof family === 'string') return names.family(family, naming);
    if (typeof request === 'string') return names.request(request, naming);
    return undefined;
  }

  private isThere(record: string): boolean {
    const { people, families, requests } = this.room.readers;
    const category = streamCategory(record);
    if (category === 'family') return families.family(record) !== undefined;
    if (category === 'request') return requests.request(record) !== undefined;
    return people.person(record) !== undefined;
  }
}

const OF_WHOM = ['person', 'family', 'request'] as const;

function filterOf({ agency, lookedFor, effect }: AccessLogArgs): AccessFilter {
  return {
    agency: agency ?? undefined,
    purpose: lookedFor ?? undefined,
    effect: effect ?? undefined,
  };
}

/** What was asked of the past counts for the log of reads as well: nothing that was recorded after the instant. */
function periodOf(
  { from, to, asOf }: LookedAtArgs,
  { knownAt }: AsOfPoint,
): Pick<AccessFilter, 'from' | 'to'> {
  const ends = [to?.toISOString(), asksOfThePast(asOf) ? knownAt : undefined].filter(
    (each) => typeof each === 'string',
  );
  return { from: from?.toISOString(), to: ends.toSorted()[0] };
}

function asksOfThePast(asOf: LookedAtArgs['asOf']): boolean {
  return typeof asOf?.position === 'number' || asOf?.knownAt instanceof Date;
}
