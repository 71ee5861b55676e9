import { Args, Query, Resolver } from '@nestjs/graphql';
import { Rejected } from '#libs/contracts';
import { isSeen, nothingUnseen, type CaseloadRow, type OpenEpisodeRow } from '#libs/read-models';
import { nhsNumber, upn } from '#libs/reference';
import { openHelpOf } from '#libs/service';
import { Reader, type Asking } from '../reading/asking.ts';
import { atMostOne, exactlyOne } from '../reading/one-of.ts';
import { ReadingRoom } from '../reading/reading-room.ts';
import { TimelineView, type PositionKnown } from '../timeline/timeline.view.ts';
import {
  CaseloadArgs,
  CaseloadConnection,
  CaseloadItem,
  OpenEpisodeAnswer,
  OpenEpisodeArgs,
  OpenHelp,
} from './caseload.types.ts';

@Resolver()
export class CaseloadResolver {
  constructor(
    private readonly room: ReadingRoom,
    private readonly view: TimelineView,
  ) {}

  @Query(() => CaseloadConnection, {
    nullable: true,
    description: 'The open episodes of a worker or of an agency.',
  })
  caseload(@Reader() asking: Asking, @Args() asked: CaseloadArgs): Promise<CaseloadConnection> {
    const page = this.room.page(asked);
    const own = asking.principal.worker;
    const whose = whoseCaseload(asked, own);
    return this.room.open(asking, asked, {
      resource: {
        kind: 'caseload',
        sealed: false,
        assigned: own !== undefined && whose.worker === own,
        ownAgency: whose.agency === asking.principal.agency,
      },
      filters: ['worker', 'agency'],
      find: (at) => {
        const { caseload } = this.room.readers;
        const found =
          whose.worker === undefined
            ? caseload.ofAgency(whose.agency, at, page)
            : caseload.ofWorker(whose.worker, at, page);
        return {
          value: this.room.connection(found, (row) => this.item(row, at)),
          families: [...new Set(found.edges.map(({ node }) => node.family))],
          persons: [...new Set(found.edges.flatMap(({ node }) => Object.keys(node.levels)))],
          results: found.edges.length,
        };
      },
    });
  }

  @Query(() => OpenEpisodeAnswer, {
    nullable: true,
    description: 'Whether a child is being helped, by which agency and by whom; or that this cannot be said.',
  })
  openEpisodeFor(@Reader() asking: Asking, @Args() asked: OpenEpisodeArgs): Promise<object> {
    const { term, childrenAt } = this.childrenNamed(asked, asking);
    return this.room.open(asking, asked, {
      resource: { kind: 'openEpisode' },
      terms: [term],
      find: ({ position, unseen = nothingUnseen }) => {
        const told = childrenAt(position).filter((child) => isSeen(unseen, child));
        const found = openHelpOf(told, position, this.room.readers);
        const open = (found ?? []).filter(({ family }) => isSeen(unseen, family));
        return {
          value: {
            answer: found === undefined ? 'CANNOT_SAY' : open.length > 0 ? 'EXISTS' : 'NONE',
            help: open.map((each) => this.help(each, { position })),
          },
          families: [...new Set(open.map(({ family }) => family))],
          persons: [...new Set(open.map(({ child }) => child))],
          results: open.length,
        };
      },
    });
  }

  private childrenNamed(asked: OpenEpisodeArgs, asking: Asking): ChildrenNamed {
    exactlyOne(asked, 'person', 'nhsNumber', 'upn');
    if (typeof asked.person === 'string') {
      const person = this.room.names.person(asked.person, asking);
      return { term: asked.person, childrenAt: (position) => this.knownBy(position, person) };
    }
    if (typeof asked.nhsNumber === 'string') {
      const number = nhsNumber(asked.nhsNumber);
      if (!number.ok) throw new Rejected('INVALID_NHS_NUMBER');
      return this.numbered('NHS', number.value);
    }
    const number = upn(asked.upn ?? '');
    if (!number.ok) throw new Rejected('INVALID_UPN');
    return this.numbered('UPN', number.value);
  }

  private knownBy(position: number, person: string): string[] {
    const row = this.room.readers.people.person(person);
    return row !== undefined && row.registered <= position ? [person] : [];
  }

  private numbered(scheme: string, value: string): ChildrenNamed {
    const { people } = this.room.readers;
    return { term: value, childrenAt: (position) => people.byIdentifier(scheme, value, position) };
  }

  private item(row: CaseloadRow, at: PositionKnown): CaseloadItem {
    return {
      ...row,
      children: Object.entries(row.levels).map(([child, level]) => ({ child, level })),
      agencyName: this.view.agencyName(row.agency, at),
      keyworkerName: this.view.workerName(row.keyworker, at),
      coverName: this.view.workerName(row.cover, at),
    };
  }

  private help({ agency, keyworker, cover }: OpenEpisodeRow, at: PositionKnown): OpenHelp {
    return {
      agency,
      keyworker,
      cover,
      agencyName: this.view.agencyName(agency, at),
      keyworkerName: this.view.workerName(keyworker, at),
      coverName: this.view.workerName(cover, at),
    };
  }
}

/** Whoever is asked for, as known at a position. */
interface ChildrenNamed {
  readonly term: string;
  readonly childrenAt: (position: number) => string[];
}

type Whose =
  | { readonly worker: string; readonly agency?: undefined }
  | { readonly worker?: undefined; readonly agency: string };

function whoseCaseload({ worker, agency }: CaseloadArgs, own: string | undefined): Whose {
  const by = atMostOne({ worker, agency }, 'worker', 'agency');
  if (by === 'agency' && typeof agency === 'string') return { agency };
  const named = worker ?? own;
  // Whoever is no worker of the record’s has no caseload of their own.
  if (named === undefined) throw new Rejected('REQUIRED', { field: 'worker' });
  return { worker: named };
}
