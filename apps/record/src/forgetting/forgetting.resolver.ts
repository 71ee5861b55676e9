import { Args, Query, Resolver } from '@nestjs/graphql';
import type { HoldRow, Page } from '#libs/read-models';
import { retentionDue } from '#libs/service';
import { Reader, type Asking } from '../reading/asking.ts';
import { ReadingRoom } from '../reading/reading-room.ts';
import { ServedRecord } from '../served-record.ts';
import { dayAsked } from '../schema/as-of.ts';
import { classesIn, TimelineView } from '../timeline/timeline.view.ts';
import { ErasureAnswer, ErasureArgs, ErasureConnection, ErasuresArgs } from './erasures.types.ts';
import { ForgettingView } from './forgetting.view.ts';
import { LegalHoldAnswer, LegalHoldArgs, LegalHoldConnection, LegalHoldsArgs } from './holds.types.ts';
import { RetentionDueArgs, RetentionDueConnection } from './retention.types.ts';

@Resolver()
export class ForgettingResolver {
  constructor(
    private readonly room: ReadingRoom,
    private readonly view: ForgettingView,
    private readonly timeline: TimelineView,
    private readonly record: ServedRecord,
  ) {}

  @Query(() => LegalHoldConnection, {
    nullable: true,
    description: 'What may not be erased, and who waits to decide.',
  })
  legalHolds(@Reader() asking: Asking, @Args() asked: LegalHoldsArgs): Promise<LegalHoldConnection> {
    const page = this.room.page(asked);
    return this.room.open(asking, asked, {
      resource: { kind: 'retention' },
      find: (at) => {
        const { position } = at;
        const { state, releaseProposed } = asked;
        const filter = { state: state ?? undefined, releaseProposed: releaseProposed ?? undefined };
        const { forgetting } = this.room.readers;
        const found = this.view.page(page, (of) => forgetting.holds(filter, position, of), at);
        return {
          value: this.room.connection(found, (row) => this.view.hold(row, at)),
          ...namedIn(found),
          results: found.edges.length,
        };
      },
    });
  }

  @Query(() => LegalHoldAnswer, {
    nullable: true,
    description: 'A legal hold, with why it was placed and let go.',
  })
  legalHold(@Reader() asking: Asking, @Args() asked: LegalHoldArgs): Promise<LegalHoldAnswer> {
    const hold = this.room.names.stream('hold', asked.hold, asking);
    return this.room.open(asking, asked, {
      resource: { kind: 'retention', record: hold },
      find: (at, classes) => {
        const row = this.room.readers.forgetting.hold(hold, at.position);
        if (row === undefined) return undefined;
        const entries = this.view.entries(hold, at);
        return {
          value: { hold: this.view.hold(row, at), entries: entries.map(this.timeline.telling(at, classes)) },
          families: row.families,
          persons: row.persons,
          masked: classesIn(entries, classes),
        };
      },
    });
  }

  @Query(() => ErasureConnection, { nullable: true, description: 'What is to be erased, and what was.' })
  erasures(@Reader() asking: Asking, @Args() asked: ErasuresArgs): Promise<ErasureConnection> {
    const page = this.room.page(asked);
    return this.room.open(asking, asked, {
      resource: { kind: 'retention' },
      find: (at) => {
        const { forgetting } = this.room.readers;
        const filter = { state: asked.state ?? undefined };
        const found = this.view.page(page, (of) => forgetting.erasures(filter, at.position, of), at);
        return {
          value: this.room.connection(found, (row) => this.view.erasure(row, at)),
          ...namedIn(found),
          results: found.edges.length,
        };
      },
    });
  }

  @Query(() => ErasureAnswer, {
    nullable: true,
    description:
      'An erasure, who decided it and why, and its certificate: what was destroyed, and who had copies.',
  })
  erasure(@Reader() asking: Asking, @Args() asked: ErasureArgs): Promise<ErasureAnswer> {
    const erasure = this.room.names.stream('erasure', asked.erasure, asking);
    return this.room.open(asking, asked, {
      resource: { kind: 'retention', record: erasure },
      find: (at, classes) => {
        const row = this.room.readers.forgetting.erasure(erasure, at.position);
        if (row === undefined) return undefined;
        const entries = this.view.entries(erasure, at);
        return {
          value: {
            erasure: this.view.erasure(row, at),
            certificate: this.view.certificate(erasure, at),
            entries: entries.map(this.timeline.telling(at, classes)),
          },
          families: row.families,
          persons: row.persons,
          masked: classesIn(entries, classes),
        };
      },
    });
  }

  @Query(() => RetentionDueConnection, {
    nullable: true,
    description:
      'Whose records need no longer be kept, by the rules in force; whether they go two people decide.',
  })
  retentionDue(@Reader() asking: Asking, @Args() asked: RetentionDueArgs): Promise<RetentionDueConnection> {
    const { first, after } = this.room.page(asked);
    return this.room.open(asking, asked, {
      resource: { kind: 'retention' },
      past: 'OF_BOTH_AXES',
      find: (at) => {
        const on = dayAsked(asked.on) ?? at.effectiveAt ?? this.room.today();
        const found = retentionDue(this.room.readers, {
          on,
          at,
          reference: this.record.reference(),
          first,
          after,
        });
        return {
          value: this.room.connection(found, (row) => row),
          persons: found.edges.map(({ node }) => node.person),
          results: found.edges.length,
        };
      },
    });
  }
}

/** The records that a page of holds or erasures shows. */
function namedIn({ edges }: Page<Pick<HoldRow, 'families' | 'persons'>>): {
  families: string[];
  persons: string[];
} {
  return {
    families: [...new Set(edges.flatMap(({ node }) => node.families))],
    persons: [...new Set(edges.flatMap(({ node }) => node.persons))],
  };
}
