import { Args, Query, Resolver } from '@nestjs/graphql';
import { Rejected } from '#libs/contracts';
import { Reader, type Asking } from '../reading/asking.ts';
import { ReadingRoom } from '../reading/reading-room.ts';
import { TimelineView } from '../timeline/timeline.view.ts';
import { ViewingConnection, WhoSawArgs } from './access-log.types.ts';

@Resolver()
export class AccessLogResolver {
  constructor(
    private readonly room: ReadingRoom,
    private readonly view: TimelineView,
  ) {}

  @Query(() => ViewingConnection, {
    description: 'Who looked at a person, a family or a request; newest first.',
  })
  whoSaw(@Reader() asking: Asking, @Args() asked: WhoSawArgs): Promise<ViewingConnection> {
    const record = this.recordNamed(asked);
    const page = this.room.page(asked);
    const period = { from: asked.from?.toISOString(), to: asked.to?.toISOString() };
    return this.room.open(asking, asked, {
      resource: { kind: 'accessLog', record },
      find: () => {
        if (record === undefined) return undefined;
        const found = this.room.readers.access.whoSaw(record, period, page);
        return {
          value: this.room.connection(found, (row) => ({
            ...row,
            agencyName: this.view.agencyName(row.agency),
          })),
          results: found.edges.length,
        };
      },
    });
  }

  private recordNamed({ person, family, request }: WhoSawArgs): string | undefined {
    const named = [person, family, request].filter((each) => typeof each === 'string');
    if (named.length !== 1) throw new Rejected('REQUIRED', { field: 'person, family or request' });
    const { people, families, requests } = this.room.readers;
    if (typeof person === 'string') return known(this.room.names.person(person), (id) => people.person(id));
    if (typeof family === 'string') return known(this.room.names.family(family), (id) => families.family(id));
    return known(this.room.names.request(request ?? ''), (id) => requests.request(id));
  }
}

function known(id: string | undefined, find: (id: string) => object | undefined): string | undefined {
  return id !== undefined && find(id) !== undefined ? id : undefined;
}
