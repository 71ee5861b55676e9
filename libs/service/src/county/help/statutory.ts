import type { Principal } from '#libs/access';
import type { Errand, Life } from '../agenda.ts';
import type { Sent } from '../sent.ts';
import { indicatorsOf, standAt } from './levels.ts';
import type { Child } from '../people/people.ts';
import type { Worker } from '../people/staff.ts';
import { acting, asWritten, later, namesOf, sentence, type Help } from '../story.ts';

/** A step between early help and statutory services, for some of the children. */
interface Passage {
  readonly open: Help;
  readonly children: readonly Child[];
  /** Who answers for children's services. */
  readonly socialWorker: Worker;
}

interface Proposed extends Passage {
  readonly sent: Sent;
}

/** The keyworker proposes that children's services take over, and they answer. */
export function* stepToStatutory(open: Help): Life {
  const { story, levels } = open;
  const { chance, district } = story;
  const children = [...levels]
    .filter(([, level]) => level === 'L2' || level === 'L3')
    .map(([child]) => child);
  if (open.isEasing || children.length === 0) return;
  const passage = { open, children, socialWorker: chance.pick(district.socialWorkers) };
  const status = chance.weighted([
    [78, 'CIN_S17'],
    [22, 'CP_PLAN'],
  ]);
  const sent = propose(passage, status === 'CP_PLAN' ? 'CP' : 'CIN_S17');
  if (!(yield* answer({ ...passage, sent }))) return;
  if (status === 'CP_PLAN') yield* note(passage, status);
  yield later(story, [60, 140]);
  if (chance.happens(0.45)) open.takenOver = status === 'CP_PLAN' ? 'STEP_UP_CP' : 'STEP_UP_S17';
  else yield* stepBack(passage, status);
}

function propose({ open, children }: Passage, target: string): Sent {
  const { story, keyworker } = open;
  const reason = `${sentence(story, story.matter.harder)} The plan has been tried for some weeks; more than early help is needed, and the family knows that we are asking.`;
  const data = {
    ...namesOf(open),
    children: children.map(({ id }) => id),
    target,
    urgent: target === 'CP',
    reason,
  };
  return story.desk.send(
    'ProposeStepUp',
    { ...data, proposedBy: keyworker.id },
    acting(keyworker),
    asWritten(open),
  );
}

type Accepting = Generator<number | Errand, boolean, undefined>;

/** Accepted; or declined and, now and then, put to a manager and then accepted. */
function* answer(proposed: Proposed): Accepting {
  const { story } = proposed.open;
  yield later(story, [0, 4]);
  if (story.chance.happens(0.62)) return yield* accept(proposed);
  decline(
    proposed,
    'The family has made good use of its plan before. We suggest a further review in six weeks, and will join it.',
  );
  if (!story.chance.happens(0.5)) return false;
  yield later(story, [1, 3]);
  escalate(proposed);
  yield later(story, [1, 4]);
  if (story.chance.happens(0.75)) return yield* accept(proposed);
  decline(
    proposed,
    'Looked at again by the service manager, with the keyworker. The plan is changed instead, and a social worker visits once.',
  );
  return false;
}

function* accept({ open, children, socialWorker, sent }: Proposed): Accepting {
  const { story } = open;
  const receiving = {
    receivingAgency: socialWorker.agency.id,
    receivingWorker: socialWorker.id,
    receivingReference: `CS-${story.chance.whole(100_000, 999_999)}`,
  };
  const rationale =
    'Agreed between the keyworker, the social worker and the family that children\u2019s services lead from here.';
  const decided = { to: 'L4', indicators: indicatorsOf('L4', story), rationale };
  const data = { ...namesOf(open), step: sent.id, ...receiving, ...decided };
  const accepted = story.desk.send('AcceptStepUp', data, acting(socialWorker));
  yield story.desk.followed(accepted, story.family);
  standAt(open, children, 'L4');
  return true;
}

function decline({ open, socialWorker, sent }: Proposed, reason: string): void {
  open.story.desk.send('DeclineStepUp', { ...namesOf(open), step: sent.id, reason }, acting(socialWorker));
}

function escalate({ open, sent }: Proposed): void {
  const { story, keyworker } = open;
  const reason =
    'We see it differently and ask that a manager looks at it: what worries the family has not changed.';
  story.desk.send('EscalateStepUp', { ...namesOf(open), step: sent.id, reason }, acting(keyworker));
}

/** The statutory status of each child, as it becomes known: what follows from acceptance the record notes by itself. */
function* note(passage: Passage, status: string): Generator<number, void, undefined> {
  const { open, children, socialWorker } = passage;
  for (const { id: child } of children) {
    yield later(open.story, status === 'CP_PLAN' ? [8, 14] : [1, 4]);
    open.story.desk.send('NoteStatutoryStatus', { ...namesOf(open), child, status }, acting(socialWorker));
  }
}

/** Children's services propose that early help takes the family on again; from a protection plan, through child in need. */
function* stepBack(passage: Passage, status: string): Life {
  const { open, children, socialWorker } = passage;
  const { story } = open;
  if (status === 'CP_PLAN') yield* note(passage, 'CIN_S17');
  yield later(story, [5, 30]);
  const reason = 'The plan has done what it was for; the family would like its keyworker to go on.';
  const data = { ...namesOf(open), children: children.map(({ id }) => id), from: 'CIN_S17', reason };
  let sent = story.desk.send('ProposeStepDown', data, acting(socialWorker));
  yield later(story, [1, 6]);
  if (story.chance.happens(0.15)) {
    const notYet = 'Not before the next school term has begun: please ask us again then.';
    story.desk.send('DeclineStepDown', { ...namesOf(open), step: sent.id, reason: notYet }, answering(open));
    yield later(story, [20, 40]);
    sent = story.desk.send('ProposeStepDown', data, acting(socialWorker));
    yield later(story, [1, 5]);
  }
  takeOn(passage, sent);
  yield* note(passage, 'NONE');
}

function takeOn({ open, children }: Passage, sent: Sent): void {
  const { story, keyworker } = open;
  const to = story.chance.weighted([
    [70, 'L3'],
    [30, 'L2'],
  ]);
  const rationale =
    'Taken on with the family and the social worker together; the first visit was a joint one.';
  const decided = { to, indicators: indicatorsOf(to, story), rationale, receivingWorker: keyworker.id };
  story.desk.send('AcceptStepDown', { ...namesOf(open), step: sent.id, ...decided }, answering(open));
  standAt(open, children, to);
}

/** Of a partner agency the manager answers for the keyworker. */
function answering({ keyworker, story }: Help): Principal {
  return acting(keyworker.role === 'PARTNER' ? story.district.manager : keyworker);
}
