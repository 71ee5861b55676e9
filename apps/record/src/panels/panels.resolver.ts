import { Args, Query, Resolver } from '@nestjs/graphql';
import { Rejected, streamCategory } from '#libs/contracts';
import type { AsOfPoint, PanelFilter, PanelItemRow, PanelMemberRow, PanelRow } from '#libs/read-models';
import { subjectsIn } from '#libs/service';
import { Reader, type Asking } from '../reading/asking.ts';
import { exactlyOne } from '../reading/one-of.ts';
import { ReadingRoom } from '../reading/reading-room.ts';
import { dayAsked } from '../schema/as-of.ts';
import { classesIn, TimelineView } from '../timeline/timeline.view.ts';
import { entriesOf, hiddenItems, isAbout, isNewsOf } from './item-entries.ts';
import { PanelConnection, PanelsArgs, type PanelSummary } from './panel-list.types.ts';
import { PanelAgenda, PanelAgendaArgs, type PanelItem, type PanelMember } from './panels.types.ts';

@Resolver()
export class PanelsResolver {
  constructor(
    private readonly room: ReadingRoom,
    private readonly view: TimelineView,
  ) {}

  @Query(() => PanelAgenda, {
    nullable: true,
    description:
      'A panel’s agenda: who came, what was before it, what it decided, and what agencies answered.',
  })
  panelAgenda(@Reader() asking: Asking, @Args() asked: PanelAgendaArgs): Promise<object> {
    const panel = this.panelNamed(asked);
    return this.room.open(asking, asked, {
      resource: { kind: 'panel', record: panel },
      filters: ['district'],
      find: (at, classes) => {
        const { panels, timeline } = this.room.readers;
        const row = panels.panel(panel, at.position);
        if (row === undefined) return undefined;
        const { principal } = asking;
        const isOver = (item: string) => this.room.sight.isOver(principal, item);
        const hidden = hiddenItems(panels, row.panel, { principal, unseen: at.unseen, isOver });
        const items = panels.items(row.panel, at.position).filter(({ item }) => !hidden.has(item));
        const entries = entriesOf(timeline, row.panel, at).filter(
          ({ data: { item } }) => typeof item !== 'string' || !hidden.has(item),
        );
        const tell = this.view.telling(at, classes);
        return {
          value: {
            ...row,
            id: row.panel,
            revision: entries.at(-1)?.revision,
            members: panels.members(row.panel, at.position).map((each) => this.member(each, at)),
            items: items.map((item) => ({
              ...this.item(item, at),
              revision: entries.findLast(isNewsOf(item.item))?.revision,
              events: entries.filter(isAbout(item.item)).map(tell),
            })),
          },
          families: [...new Set(items.flatMap(({ family }) => family ?? []))],
          persons: [
            ...new Set([
              ...items.flatMap(({ levels }) => Object.keys(levels)),
              ...entries.flatMap(subjectsIn),
            ]),
          ],
          results: items.length,
          masked: classesIn(entries, classes),
        };
      },
    });
  }

  @Query(() => PanelConnection, {
    nullable: true,
    description:
      'Panels and the days on which they sit, in the order in which they were scheduled: nothing of what is before them.',
  })
  panels(@Reader() asking: Asking, @Args() asked: PanelsArgs): Promise<PanelConnection> {
    const page = this.room.page(asked);
    return this.room.open(asking, asked, {
      resource: { kind: 'directory' },
      filters: ['district'],
      find: (at) => {
        const found = this.room.readers.panels.list(filterOf(asked), at.position, page);
        return {
          value: this.room.connection(found, (row) => this.panel(row, at)),
          results: found.edges.length,
        };
      },
    });
  }

  private panel({ panel: id, scheduled: _, lacking: __, ...row }: PanelRow, at: AsOfPoint): PanelSummary {
    return { ...row, id, chairName: this.view.workerName(row.chair, at) };
  }

  private panelNamed({ panel, district, date }: PanelAgendaArgs): string {
    exactlyOne({ panel, 'district and date': district ?? date }, 'panel', 'district and date');
    if (typeof panel === 'string') return this.room.names.panel(panel);
    if (typeof district !== 'string') throw new Rejected('REQUIRED', { field: 'district' });
    if (!(date instanceof Date)) throw new Rejected('REQUIRED', { field: 'date' });
    return this.room.names.panelOn(district, dayAsked(date));
  }

  private member(row: PanelMemberRow, at: AsOfPoint): PanelMember {
    const { member, agency } = row;
    return {
      ...row,
      memberName: this.view.workerName(member, at),
      agencyName: this.view.agencyName(agency, at),
    };
  }

  private item({ levels, ...row }: PanelItemRow, at: AsOfPoint): Omit<PanelItem, 'events' | 'revision'> {
    const { requests } = this.room.readers;
    const isRequest = streamCategory(row.item) === 'request';
    return {
      ...row,
      reference: (isRequest && requests.request(row.item, at.position)?.reference) || null,
      levels: Object.entries(levels).map(([child, level]) => ({ child, level })),
      agencyName: this.view.agencyName(row.agency, at),
      keyworkerName: this.view.workerName(row.keyworker, at),
    };
  }
}

/** Rejected END_BEFORE_START where the days are the wrong way round. */
function filterOf({ district, from, to }: PanelsArgs): PanelFilter {
  const days = { from: dayAsked(from), to: dayAsked(to) };
  if (days.from !== undefined && days.to !== undefined && days.to < days.from)
    throw new Rejected('END_BEFORE_START', { field: 'to' });
  return { district: district ?? undefined, ...days };
}
