import type { AsOfPoint } from '../as-of.ts';
import type { Tables } from '../projection.ts';
import { idsIn, isSeen, nothingUnseen } from '../unseen.ts';
import { runsAt } from './running.ts';

/** Clocks that run while a request waits. */
const WAITING = ['REQUEST_TRIAGED', 'REQUEST_TRIAGED_URGENT', 'PANEL_DECISION'];

/** The days up to which it is told what was received and waits, and what came of it. */
type Until = AsOfPoint & { readonly to: string; readonly today: string };

interface Period {
  readonly district: string;
  readonly from: string;
  readonly to: string;
}

export interface RequestsTold {
  /** Requests received in the period, and those of them that led to an episode by the day of the answer. */
  readonly requests: number;
  readonly requestsWithEpisode: number;
  /** Requests that wait for a decision at the end of the period, and since when the first of them does. */
  readonly waiting: number;
  readonly waitingSince: string | null;
}

/** What became of the requests that came in in a district, and which of those that are its own wait. */
export function requestsAt(tables: Tables, question: Period, until: Until): RequestsTold {
  return { ...conversion(tables, question, until), ...waitingAt(tables, question.district, until) };
}

function conversion(
  tables: Tables,
  { district, from, to }: Period,
  { position, today, unseen = nothingUnseen }: Until,
): Pick<RequestsTold, 'requests' | 'requestsWithEpisode'> {
  const counted = tables.one<{ requests: number; converted: number }>(
    `SELECT count(*) AS requests, count(CASE WHEN EXISTS (
         SELECT 1 FROM happenings o WHERE o.kind = 'OPENED' AND o.about = r.about
           AND o.position <= ?4 AND o.until > ?4 AND o.occurred_on <= ?5
       ) THEN 1 END) AS converted
     FROM happenings r WHERE r.kind = 'REQUESTED' AND r.value = ?1 AND r.occurred_on BETWEEN ?2 AND ?3
       AND r.position <= ?4 AND r.until > ?4 AND r.about NOT IN (SELECT value FROM json_each(?6))`,
    district,
    from,
    to,
    position,
    today,
    idsIn(unseen.requests),
  );
  return { requests: counted?.requests ?? 0, requestsWithEpisode: counted?.converted ?? 0 };
}

function waitingAt(
  tables: Tables,
  district: string,
  until: Until,
): Pick<RequestsTold, 'waiting' | 'waitingSince'> {
  const { position, to, unseen = nothingUnseen } = until;
  const runs = runsAt(tables, WAITING, { ...until, effectiveAt: to }).map(
    ({ request, about, started_on }) => ({
      request: request ?? about,
      since: started_on,
    }),
  );
  const its = tables.all<{ request: string }>(
    `SELECT q.request FROM json_each(?3) asked CROSS JOIN requests q ON q.request = asked.value
     WHERE q.from_position <= ?2 AND q.until > ?2 AND q.district = ?1`,
    district,
    position,
    JSON.stringify([...new Set(runs.map(({ request }) => request))]),
  );
  const waiting = new Set(its.map(({ request }) => request).filter((request) => isSeen(unseen, request)));
  const [first] = runs.filter(({ request }) => waiting.has(request));
  return { waiting: waiting.size, waitingSince: first?.since ?? null };
}
