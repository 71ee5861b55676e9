import { Args, Query, Resolver } from '@nestjs/graphql';
import { purposesOf } from '#libs/access';
import { standingOf } from '#libs/read-models';
import { Reader, type Asking } from '../reading/asking.ts';
import { ReadingRoom } from '../reading/reading-room.ts';
import {
  Me,
  OrganisationConnection,
  OrganisationsArgs,
  WorkerConnection,
  WorkersArgs,
} from './directory.types.ts';

/** Who there is to turn to. */
@Resolver()
export class DirectoryResolver {
  constructor(private readonly room: ReadingRoom) {}

  @Query(() => OrganisationConnection, {
    nullable: true,
    description:
      'The agencies that the record knows, those that ended among them, in the order of their registration.',
  })
  organisations(@Reader() asking: Asking, @Args() asked: OrganisationsArgs): Promise<OrganisationConnection> {
    const page = this.room.page(asked);
    return this.room.open(asking, asked, {
      resource: { kind: 'directory' },
      find: ({ position }) => {
        const found = this.room.readers.directory.organisations(position, page);
        return {
          value: this.room.connection(found, ({ organisation: id, ...row }) => ({ ...row, id })),
          results: found.edges.length,
        };
      },
    });
  }

  @Query(() => WorkerConnection, {
    nullable: true,
    description:
      'Who works for an agency, or did last, in the order of their registration; of a partner’s own agency alone.',
  })
  workers(@Reader() asking: Asking, @Args() asked: WorkersArgs): Promise<WorkerConnection> {
    const page = this.room.page(asked);
    const { agency } = asked;
    return this.room.open(asking, asked, {
      resource: { kind: 'workers', ownAgency: agency === asking.principal.agency },
      filters: ['agency'],
      find: ({ position, effectiveAt }) => {
        const found = this.room.readers.directory.pageOfWorkers(agency, position, page);
        const day = effectiveAt ?? this.room.today();
        return {
          value: this.room.connection(found, ({ worker: id, user: _, suspended, ...row }) => ({
            ...row,
            id,
            standing: standingOf({ ...row, suspended }, day),
          })),
          results: found.edges.length,
        };
      },
    });
  }

  @Query(() => Me, {
    nullable: true,
    description:
      'Whoever holds the token, as the record takes them. It opens no record, and no read is recorded.',
  })
  me(@Reader() { principal }: Asking): Me {
    const { user, role, agency } = principal;
    const { directory } = this.room.readers;
    const own = principal.worker === undefined ? undefined : directory.worker(principal.worker);
    return {
      user,
      role,
      purposes: purposesOf(principal),
      agency,
      agencyName: directory.organisation(agency)?.name ?? null,
      worker: own?.worker ?? null,
      standing: own === undefined ? null : standingOf(own, this.room.today()),
    };
  }
}
