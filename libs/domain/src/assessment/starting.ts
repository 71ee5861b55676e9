import { Rejected } from '#libs/contracts';
import type { AbandonAssessment, AssessmentEvent, StartAssessment } from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { checkDistinct, checkRationale, checkSaid } from '../checks.ts';
import { dayOf } from '../days.ts';
import { activeWorker, knownFamily } from '../eligibility.ts';
import { episodeOf, type OpenEpisode } from '../family/state.ts';
import { checkAgreed, checkOfFamily, checkSomebodyMay, childHelped, helpFor, isThere } from '../plan/help.ts';
import { assessmentOf, isWhole, openAssessment, overlap, type AssessmentState } from './state.ts';

/** I1, I2, I6: one of the type is open at a time, with agreement for each child assessed, while help is open. */
export function startAssessment(
  told: Told<StartAssessment>,
  state: AssessmentState,
  facts: Facts,
): AssessmentEvent[] {
  const { leftOut = [], ...started } = told.data;
  const help = helpFor(told, facts);
  checkForm(started, dayOf(told), facts);
  const scope = facts.reference.ownerOf('assessment-type', started.type, dayOf(told)) ?? started.type;
  checkNoneOpen({ ...started, scope }, state, help, facts);
  checkChildren({ ...told, scope }, help, facts);
  leftOut.forEach((each, at) => checkRefusal(each, at, told, facts));
  activeWorker(facts, started.startedBy, dayOf(told));
  const data = { ...started, scope, ...(leftOut.length > 0 && { leftOut }) };
  return [{ type: 'AssessmentStarted', data: { ...data, assessment: `assessment-${told.newId(1)}` } }];
}

type Starting = Pick<StartAssessment, 'type' | 'children'> & { readonly scope: string };

/** Of one matter: what the others are of is sealed, a fact; one that is not told of is taken to be the same. */
function checkNoneOpen(
  started: Starting,
  { all }: AssessmentState,
  { keyworker }: OpenEpisode,
  { assessmentTypes }: Facts,
): void {
  for (const [assessment, other] of all) {
    if (other.status !== 'OPEN' || !overlap(started, other)) continue;
    if ((assessmentTypes.get(assessment) ?? started.type) === started.type)
      throw new Rejected('ALREADY_OPEN', { keyworker, assessment });
  }
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

/** Each is helped, and those assessed agree; a whole assessment leaves out none but where it was refused. */
function checkChildren(
  told: Told<StartAssessment> & { readonly scope: string },
  help: OpenEpisode,
  facts: Facts,
): void {
  const { children, leftOut = [] } = told.data;
  const assessed = children.map((child) => childHelped(child, help, facts));
  const said = [...assessed, ...leftOut.map(({ child }) => childHelped(child, help, facts))];
  checkDistinct(said, 'children');
  const missing = [...help.children.keys()].filter((child) => !said.includes(child));
  if (isWhole(told) && missing.some((child) => isThere(child, told, facts)))
    throw new Rejected('REQUIRED', { field: 'children' });
  const agreeing = [...help.children].filter(([child]) => assessed.includes(child));
  checkAgreed({ children: new Map(agreeing) }, told, facts);
}

type LeftOut = NonNullable<StartAssessment['leftOut']>[number];

/** Parents may refuse that a child be assessed, and a young person who is old enough. */
function checkRefusal(
  { refusedBy, reason }: LeftOut,
  at: number,
  told: Told<StartAssessment>,
  facts: Facts,
): void {
  const field = `leftOut.${at}.refusedBy`;
  checkDistinct(refusedBy, field);
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
  if (assessmentOf(state, assessment).status === 'ABANDONED') return [];
  openAssessment(state, assessment);
  if (note !== undefined) checkSaid(note, 'note');
  return [{ type: 'AssessmentAbandoned', data: told.data }];
}
