import { canForbid, matters, type Principal, type Relations } from '#libs/access';
import { streamCategory } from '#libs/contracts';
import { arePapersClosed } from '#libs/domain';
import type { Readers } from '#libs/read-models';
import { londonDay } from '#libs/reference';
import type { Clock } from '../clock.ts';

type Closing = Parameters<typeof arePapersClosed>[0];

/** How callers stand to panels, and to what is before them: as members, until the papers are closed to them. */
export class AtPanels {
  readonly #readers: Pick<Readers, 'panels' | 'families'>;
  readonly #clock: Clock;

  constructor(readers: Pick<Readers, 'panels' | 'families'>, clock: Clock) {
    this.#readers = readers;
    this.#clock = clock;
  }

  /** Members of a panel and their agencies, until its papers are closed; and agencies that it asked to take a family on. */
  toPanel(principal: Principal, panel: string): Pick<Relations, 'assigned' | 'ownAgency' | 'asked'> {
    const { panels } = this.#readers;
    const found = panels.panel(panel);
    const members = found !== undefined && this.#arePapersClosed(found) ? [] : panels.members(panel);
    return {
      assigned: members.some(({ member }) => member === principal.worker),
      ownAgency: members.some(({ agency }) => agency === principal.agency),
      asked: panels
        .items(panel)
        .some(({ agency, allocation }) => allocation !== null && agency === principal.agency),
    };
  }

  /** Whether a request, or an episode of a family, is before a panel of the caller's: asked of those who read so. */
  tabled(principal: Principal, record: string): Pick<Relations, 'tabled'> {
    if (!matters('tabled', principal)) return {};
    const { panels, families } = this.#readers;
    const items = streamCategory(record) === 'family' ? families.episodesHeldBy(record) : [record];
    return panels.boardsOf(items, principal).some((board) => !this.#arePapersClosed(board))
      ? { tabled: true }
      : {};
  }

  /** Whether an entry, by its position, stands in the papers of what is before a panel of the caller's. */
  cited(principal: Principal, entry: number): Pick<Relations, 'tabled'> {
    if (!matters('tabled', principal)) return {};
    const boards = this.#readers.panels.boardsCiting(entry, principal);
    return boards.some((board) => !this.#arePapersClosed(board)) ? { tabled: true } : {};
  }

  /** Whether a chair may not decide about it, or about a family that it is of: asked of chairs alone. */
  conflict(principal: Principal, record: string, families: readonly string[]): Pick<Relations, 'conflicted'> {
    const { worker } = principal;
    if (!canForbid('conflicted', principal) || worker === undefined) return {};
    const isOne = this.#readers.panels
      .conflictsOf(worker)
      .some(({ item, family }) => item === record || (family !== null && families.includes(family)));
    return isOne ? { conflicted: true } : {};
  }

  #arePapersClosed(panel: Closing): boolean {
    return arePapersClosed(panel, londonDay(this.#clock.now()));
  }
}
