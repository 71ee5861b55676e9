import { Args, Query, Resolver } from '@nestjs/graphql';
import type { AsOfPoint, Change, TimelineEntry } from '#libs/read-models';
import { subjectsIn } from '#libs/service';
import { Reader, type Asking } from '../reading/asking.ts';
import { ReadingRoom, type Classes } from '../reading/reading-room.ts';
import { classesIn, seesSealed, TimelineView } from '../timeline/timeline.view.ts';
import { ChangeConnection, ChangesArgs, type ChangeView } from './changes.types.ts';

@Resolver()
export class ChangesResolver {
  constructor(
    private readonly room: ReadingRoom,
    private readonly view: TimelineView,
  ) {}

  @Query(() => ChangeConnection, {
    nullable: true,
    description:
      'What was recorded, corrected and voided after a cursor, for whoever keeps a copy: keep each entry under its id, take out what is to be purged, and ask on from the last cursor.',
  })
  changesSince(@Reader() asking: Asking, @Args() asked: ChangesArgs): Promise<ChangeConnection> {
    const page = this.room.page(asked);
    const family =
      typeof asked.family === 'string' ? this.room.names.family(asked.family, asking) : undefined;
    return this.room.open(asking, asked, {
      resource: family === undefined ? { kind: 'changes' } : { kind: 'family', record: family },
      find: (at, classes) => {
        const { timeline, families } = this.room.readers;
        if (family !== undefined && !families.family(family, at.position)) return undefined;
        const found = timeline.changes(at, { ...page, family, sealed: seesSealed(classes) });
        const entries = found.edges.flatMap(({ node: { entry, brought } }) =>
          entry.voided ? brought : [entry, ...brought],
        );
        return {
          value: this.room.connection(
            found,
            this.shownTo(
              at,
              classes,
              family !== undefined ? timeline.addressesKeptFrom(family, at) : undefined,
            ),
          ),
          families: [...new Set(entries.flatMap((entry) => entry.families))],
          persons: [...new Set(entries.flatMap(subjectsIn))],
          results: found.edges.length,
          masked: classesIn(entries, classes),
        };
      },
    });
  }

  private shownTo(
    at: AsOfPoint,
    classes: Classes,
    kept?: ReadonlySet<string>,
  ): (change: Change) => ChangeView {
    const tell = this.view.telling(at, classes, kept);
    return ({ position, event, entry, brought, takenBack }) => ({
      position,
      event,
      id: entry.id,
      purge: entry.voided,
      entry: entry.voided ? null : tell(entry),
      brought: brought.map(tell),
      takenBack: [...takenBack],
      erased: erasedBy(entry),
    });
  }
}

/** Whose key was destroyed by what an entry says: nobody's where it says something else. */
function erasedBy({ type, data: { subject } }: TimelineEntry): string[] {
  return type === 'SubjectKeyDestroyed' && typeof subject === 'string' ? [subject] : [];
}
