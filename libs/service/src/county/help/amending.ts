import type { CorrectEntry, ReceiveInformation } from '#libs/contracts';
import { addDays } from '#libs/reference';
import type { Life } from '../agenda.ts';
import type { Weighted } from '../chance.ts';
import type { Sent } from '../sent.ts';
import type { Worker } from '../people/staff.ts';
import { acting, later, namesOf, type Help } from '../story.ts';
import { dayAt } from '../times.ts';

/** What was written down of a family, and was not right. */
export interface Mistaken {
  readonly sent: Sent;
  readonly told: ReceiveInformation;
  readonly author: Worker;
}

type Amending = (open: Help, mistaken: Mistaken) => Life;

const AMENDINGS: readonly [Weighted<Amending>, ...Weighted<Amending>[]] = [
  [50, mistyped],
  [25, misdated],
  [25, misplaced],
];

/** What was written down is corrected or voided, some days later. */
export function amend(open: Help, mistaken: Mistaken): Life {
  return open.story.chance.weighted(AMENDINGS)(open, mistaken);
}

function* mistyped(open: Help, mistaken: Mistaken): Life {
  const summary = `${mistaken.told.summary} It was said on the telephone.`;
  yield* correct(open, mistaken, { reason: 'TYPO', replaced: { informationReceived: { summary } } });
}

function* misdated(open: Help, mistaken: Mistaken): Life {
  const { at, chance } = open.story;
  const occurred = { precision: 'DATE', value: addDays(dayAt(at), -chance.whole(20, 60)) };
  yield* correct(open, mistaken, { reason: 'WRONG_DATE', occurred });
}

type Correction = Pick<CorrectEntry, 'reason' | 'replaced' | 'occurred'>;

/** By whoever wrote it or, where another has the family by then, by the manager. */
function* correct(open: Help, { sent, author }: Mistaken, correction: Correction): Life {
  const { story } = open;
  const { desk, district, family } = story;
  yield later(story, [1, 6]);
  const by = open.keyworker === author && author.role === 'KEYWORKER' ? author : district.manager;
  const data = { stream: family, entry: sent.cause(family).id, ...correction };
  yield desk.followed(desk.send('CorrectEntry', data, acting(by)), family);
}

/** It was another family's: voided here, and recorded there as of the same day, both under one correlation. */
function* misplaced(open: Help, { sent, told, author: keyworker }: Mistaken): Life {
  const { story } = open;
  const { desk, family, town, chance } = story;
  yield later(story, [1, 6]);
  const [first, ...others] = [...town.open].filter((each) => each !== open && each.keyworker === keyworker);
  if (first === undefined || open.keyworker !== keyworker || keyworker.role !== 'KEYWORKER') return;
  const right = chance.pick([first, ...others]);
  yield desk.everything();
  const voided = { stream: family, entry: sent.cause(family).id, reason: 'WRONG_PERSON' };
  const voiding = desk.send('VoidEntry', voided, acting(keyworker));
  yield desk.followed(voiding, family);
  const { commandId: correlationId } = voiding;
  const { from, summary } = told;
  const occurredAt = { precision: 'DATE', value: dayAt(story.at) } as const;
  const again = { ...namesOf(right), from, summary };
  const recorded = desk.send('ReceiveInformation', again, acting(keyworker), { occurredAt, correlationId });
  yield desk.followed(recorded, right.story.family);
}
