import type { DecideItem } from '#libs/contracts';
import type { Errand } from '../agenda.ts';
import type { Desk } from '../desk.ts';
import type { District, Worker } from '../people/staff.ts';

/** What a panel says of a request: what it needs to hear first, or what it decides. */
export type PanelAnswer = { readonly needed: string[] } | { readonly decision: PanelDecision };
export type PanelDecision = Omit<DecideItem, 'panel' | 'item' | 'decidedBy' | 'dissent'>;

/** A request before a panel. */
export interface PanelRequest {
  /** `request-…` */
  readonly request: string;
  /** Where the request's own history stands in the log. */
  readonly evidence: () => number[];
  /** What a panel says when it comes to the item. */
  readonly say: () => PanelAnswer;
  /** The last that a panel said, unless it came before another since. */
  said?: PanelAnswer | undefined;
  /** The sitting whose agenda it is on. */
  sitting?: Sitting;
}

/** The panel of one district on one day. */
export interface Sitting {
  readonly district: District;
  readonly day: string;
  readonly cadence: string;
  readonly desk: Desk;
  /** Whether it is told in the record, and still takes items; one that nobody needed is closed untold. */
  state: 'AHEAD' | 'SCHEDULED' | 'CLOSED';
  /** `panel-…`, once it is scheduled. */
  panel: string;
  /** Those it has not come to. */
  readonly items: PanelRequest[];
  /** The chair and the other members who came. */
  readonly present: Worker[];
}

/** All sittings of the county's panels, known from its first day on. */
export class Panels {
  readonly #sittings: ReadonlyMap<string, readonly Sitting[]>;

  readonly all: readonly Sitting[];

  constructor(sittings: readonly Sitting[]) {
    this.all = sittings;
    const districts = [...new Set(sittings.map(({ district }) => district.code))];
    const of = (code: string) => sittings.filter(({ district }) => district.code === code);
    this.#sittings = new Map(districts.map((code) => [code, of(code)]));
  }

  /** The district's next sitting that takes items, on the day or later: where the record itself would table them. */
  next(district: District, day: string): Sitting {
    const open = (each: Sitting) => each.state !== 'CLOSED' && each.day >= day;
    const sitting = this.#sittings.get(district.code)?.find(open);
    if (sitting === undefined) throw new RangeError(`no panel of ${district.code} sits from ${day} on`);
    return sitting;
  }
}

/** Waits until nothing is on its way to the panel: one order at a time stands in its stream at its time. */
export function quiet({ desk }: Sitting): Errand {
  return desk.settled;
}
