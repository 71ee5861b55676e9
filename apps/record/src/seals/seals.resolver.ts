import { Args, Query, Resolver } from '@nestjs/graphql';
import { readsEvery, type Principal } from '#libs/access';
import { streamCategory } from '#libs/contracts';
import type { SealedMatchRow, SealRow } from '#libs/read-models';
import { Reader, type Asking } from '../reading/asking.ts';
import { ReadingRoom } from '../reading/reading-room.ts';
import { dayAsked } from '../schema/as-of.ts';
import { TimelineView, type PositionKnown } from '../timeline/timeline.view.ts';
import { SealConnection, SealsArgs, type Seal, type SealedMatch } from './seals.types.ts';

@Resolver()
export class SealsResolver {
  constructor(
    private readonly room: ReadingRoom,
    private readonly view: TimelineView,
  ) {}

  @Query(() => SealConnection, {
    nullable: true,
    description: 'The seals that the caller keeps; for the privacy officer, all there are.',
  })
  seals(@Reader() asking: Asking, @Args() asked: SealsArgs): Promise<SealConnection> {
    const page = this.room.page(asked);
    const { principal } = asking;
    const filter = {
      custodian: readsEvery(principal, asked.purpose, 'seals') ? undefined : (principal.worker ?? ''),
      reviewBy: asked.reviewBy ? dayAsked(asked.reviewBy) : undefined,
    };
    return this.room.open(asking, asked, {
      resource: { kind: 'seals', custodian: true },
      find: (at) => {
        const { position } = at;
        const { seals, directory } = this.room.readers;
        const isOut = (worker: string): boolean => directory.isLockedOut(worker, position);
        const unkept = asked.unkept === true ? { allCustodians: isOut } : {};
        const found = seals.register({ ...filter, ...unkept }, position, page);
        const rows = found.edges.map(({ node }) => node);
        const matches = seals.matchesOn(
          rows.map(({ seal }) => seal),
          position,
        );
        const references = this.referencesOf(rows);
        const records = Map.groupBy(rows, ({ record }) => streamCategory(record) === 'family');
        return {
          value: this.room.connection(found, (row) =>
            this.seal(row, { matches, references, isOut, at, principal }),
          ),
          families: (records.get(true) ?? []).map(({ record }) => record),
          persons: [
            ...(records.get(false) ?? []).map(({ record }) => record),
            ...matches.map(({ matched }) => matched),
          ],
          results: rows.length,
        };
      },
    });
  }

  private seal(
    { seal, reviewBy, ...row }: SealRow,
    told: {
      matches: readonly SealedMatchRow[];
      references: ReadonlyMap<string, string>;
      isOut: (worker: string) => boolean;
      at: PositionKnown & { readonly position: number };
      principal: Principal;
    },
  ): Seal {
    return {
      ...row,
      reference: told.references.get(row.record) ?? null,
      unkept: row.custodians.every(told.isOut),
      concerns: row.custodians.includes(told.principal.worker ?? '') ? this.concerns(row, told) : [],
      reviewBy: new Date(reviewBy),
      matches: told.matches.filter((match) => match.seal === seal).map((match) => this.match(match, told.at)),
    };
  }

  private concerns(
    { record }: Pick<SealRow, 'record'>,
    { principal, at }: { readonly principal: Principal; readonly at: { readonly position: number } },
  ): string[] {
    const covered = this.room.sight.requestsUnder(principal, record);
    return this.room.readers.requests.concernsAmong(covered, at.position);
  }

  private match({ match, recordedAt, ...row }: SealedMatchRow, at: PositionKnown): SealedMatch {
    return {
      ...row,
      id: match,
      notedAt: new Date(recordedAt),
      byAgencyName: this.view.agencyName(row.byAgency, at),
    };
  }

  private referencesOf(rows: readonly SealRow[]): ReadonlyMap<string, string> {
    const { families, people } = this.room.readers;
    const records = rows.map(({ record }) => record);
    const ofPeople = [...people.people(records).values()];
    return new Map([
      ...families.familiesNamed(records).map(({ family, reference }) => [family, reference] as const),
      ...ofPeople.flatMap(({ person, reference }) => (reference ? [[person, reference] as const] : [])),
    ]);
  }
}
