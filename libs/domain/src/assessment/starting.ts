import { Rejected } from '#libs/contracts';
import type { AbandonAssessment, AssessmentEvent, StartAssessment } from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { checkDistinct, checkRationale, checkSaid } from '../checks.ts';
import { dayOf } from '../days.ts';
import { activeWorker, couldBeLiving, knownFamily } from '../eligibility.ts';
import { episodeOf, type OpenEpisode } from '../family/state.ts';
import { checkAgreed, checkOfFamily, checkSomebodyMay, childHelped, helpFor } from '../plan/help.ts';
import { isWhole, openAssessment, overlap, type AssessmentState } from './state.ts';

/** I1, I2, I6: one of the type is open at a time, with agreement for each child assessed, while help is open. */
export function startAssessment(
  told: Told<StartAssessment>,
  state: AssessmentState,
  facts: Facts,
): AssessmentEvent[] {
  const { leftOut = [], ...started } = told.data;
  const help = helpFor(told, facts);
  checkNoneOpen(started, state, help);
  checkForm(started, dayOf(told), facts);
  checkChildren(told, help, facts);
  leftOut.forEach((each, at) => checkRefusal(each, at, told, facts));
  activeWorker(facts, started.startedBy, dayOf(told));
  const data = { ...started, ...(leftOut.length > 0 && { leftOut }) };
  return [{ type: 'AssessmentStarted', data: { ...data, assessment: `assessment-${told.newId(1)}` } }];
}

function checkNoneOpen(
  started: StartAssessment,
  { all }: AssessmentState,
  { keyworker }: OpenEpisode,
): void {
  for (const [assessment, other] of all)
    if (other.status === 'OPEN' && overlap(started, other))
      throw new Rejected('ALREADY_OPEN', { keyworker, assessment });
}

/** The form is one of the type's: NOT_OF_THE_TYPE. */
export function checkForm(
  { type, formVersion }: Pick<StartAssessment, 'type' | 'formVersion'>,
  on: string,
  { reference }: Pick<Facts, 'reference'>,
): void {
  if (reference.ownerOf('assessment-form', formVersion, on) !== type)
    throw new Rejected('NOT_OF_THE_TYPE', { field: 'formVersion' });
}

/** Each is helped, and those assessed agree; a whole assessment leaves out none but at the parents' refusal. */
function checkChildren(told: Told<StartAssessment>, help: OpenEpisode, facts: Facts): void {
  const { type, children, leftOut = [] } = told.data;
  const assessed = children.map((child) => childHelped(child, help, facts));
  const said = [...assessed, ...leftOut.map(({ child }) => childHelped(child, help, facts))];
  checkDistinct(said, 'children');
  const missing = [...help.children.keys()].filter((child) => !said.includes(child));
  if (isWhole(type) && missing.some((child) => couldBeLiving(facts.persons.get(child), dayOf(told))))
    throw new Rejected('REQUIRED', { field: 'children' });
  const agreeing = [...help.children].filter(([child]) => assessed.includes(child));
  checkAgreed({ children: new Map(agreeing) }, told, facts);
}

type LeftOut = NonNullable<StartAssessment['leftOut']>[number];

/** Parents may refuse that a child be assessed, who is none of them. */
function checkRefusal(
  { child, refusedBy, reason }: LeftOut,
  at: number,
  told: Told<StartAssessment>,
  facts: Facts,
): void {
  const field = `leftOut.${at}.refusedBy`;
  checkDistinct(refusedBy, field);
  if (refusedBy.includes(child)) throw new Rejected('NOT_SAME_AS_SELF', { field });
  for (const person of refusedBy) checkOfFamily(person, facts);
  checkSomebodyMay(field, refusedBy, told, facts);
  checkRationale(reason, `leftOut.${at}.reason`);
}

/** The reason of an assessment that is given up because its help ended. */
const HELP_ENDED = 'EPISODE_CLOSED';

/** One that is open is given up for a reason; after its help for no other than that. */
export function abandonAssessment(
  told: Told<AbandonAssessment>,
  state: AssessmentState,
  facts: Facts,
): AssessmentEvent[] {
  const { family, episode, assessment, reason, note } = told.data;
  const { status } = episodeOf(knownFamily(facts, family), episode);
  const isClosed = status === 'CLOSED';
  if (isClosed && reason !== HELP_ENDED) throw new Rejected('EPISODE_CLOSED', { episode });
  if (!isClosed) {
    if (reason === HELP_ENDED) throw new Rejected('EPISODE_OPEN', { episode });
    helpFor(told, facts);
  }
  openAssessment(state, assessment);
  if (note !== undefined) checkSaid(note, 'note');
  return [{ type: 'AssessmentAbandoned', data: told.data }];
}
