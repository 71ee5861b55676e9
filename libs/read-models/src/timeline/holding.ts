import { eventTable, type DataClass, type EventField } from '#libs/contracts';
import type { AsOfPoint } from '../as-of.ts';

/** A sealed date of an event's type from which, or until which, what it says holds. */
interface HoldingDate {
  readonly type: string;
  readonly member: string;
  readonly class: DataClass;
}

/** Its beginning, for an event that says both. */
const MEMBERS = ['from', 'to'];

export const holdingDates: readonly HoldingDate[] = Object.entries(eventTable).flatMap(([type, { fields }]) =>
  MEMBERS.flatMap((member) => dateIn(fields, { type, member })).slice(0, 1),
);

function dateIn(fields: readonly EventField[], date: Omit<HoldingDate, 'class'>): HoldingDate[] {
  const field = fields.find(({ path }) => path.join() === date.member);
  const isDate = field?.kind === 'personal' && field.code === undefined;
  return isDate ? [{ ...date, class: field.class }] : [];
}

/**
 * Whether what an event `e` says, its version `v` joined, held by the day that is bound to it, though it is told to have
 * occurred later: its own date says so, which may be a month or a year. Never by a date that whoever asks may not read.
 */
export function heldBy({ classes }: Pick<AsOfPoint, 'classes'>): string {
  const seen = holdingDates.filter((date) => classes?.has(date.class) ?? true);
  const member = seen.map((date) => `WHEN '${date.type}' THEN '$.${date.member}'`).join(' ');
  return seen.length === 0 ? 'NULL = ?' : `ifnull(v.data, e.data) ->> (CASE e.type ${member} END) <= ?`;
}
