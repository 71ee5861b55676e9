import { Rejected } from '#libs/contracts';
import type {
  ClosePanel,
  ConvenePanel,
  ExpectPanelMember,
  PanelEvent,
  RecordPanelApology,
  RecordPanelAttendance,
  SchedulePanel,
} from '#libs/contracts';
import { addDays } from '#libs/reference';
import type { Facts, Told } from '../aggregate.ts';
import { checkDate, dayOf } from '../days.ts';
import { activeOrganisation, activeWorker, activeWorkerOf } from '../eligibility.ts';
import { isOpen, lackingOf, openPanel, scheduled, type Member, type PanelState } from './state.ts';

/** How long members go on reading the papers of a panel after its day: time to do what it asked of them. */
const DAYS_AFTER_PANEL = 28;

/** Whether the papers of a panel are closed to its members on a day: also of one that nobody closed. */
export function arePapersClosed({ date }: { readonly date: string }, today: string): boolean {
  return addDays(date, DAYS_AFTER_PANEL) < today;
}

/** One panel a district and day: guarded by the stream, which is named after both. */
export function schedule(told: Told<SchedulePanel>, state: PanelState, facts: Facts): PanelEvent[] {
  const { data, reference } = told;
  if (state.status !== 'NONE') {
    if (state.cadence === data.cadence && state.quorumRule === data.quorumRule) return [];
    throw new Rejected('ALREADY_SCHEDULED', { panel: told.stream });
  }
  checkDate(data.date, 'date');
  if (facts.reference.check('district', data.district, data.date) !== 'OK')
    throw new Rejected('CODE_NOT_CURRENT', { field: 'district' });
  if (data.chair !== undefined) activeWorker(facts, data.chair, dayOf(told));
  return [{ type: 'PanelScheduled', data: { ...data, reference } }];
}

export function expectMember(told: Told<ExpectPanelMember>, state: PanelState, facts: Facts): PanelEvent[] {
  const { panel, ...expected } = told.data;
  if (openPanel(state).members.has(expected.member)) return [];
  checkMember(told, facts);
  return [{ type: 'PanelMemberExpected', data: expected }];
}

/** Whoever comes from afar is as present as whoever is in the room. */
export function attend(told: Told<RecordPanelAttendance>, state: PanelState, facts: Facts): PanelEvent[] {
  const { panel, ...attended } = told.data;
  const known = openPanel(state).members.get(attended.member);
  if (known !== undefined && isSame(known, attended)) return [];
  const { agencyType } = checkMember(told, facts);
  return [{ type: 'PanelMemberAttended', data: { ...attended, agencyType } }];
}

export function apologise(told: Told<RecordPanelApology>, state: PanelState, facts: Facts): PanelEvent[] {
  const { panel, ...apologised } = told.data;
  if (openPanel(state).members.get(apologised.member)?.standing === 'APOLOGISED') return [];
  checkMember(told, facts);
  return [{ type: 'PanelMemberApologised', data: apologised }];
}

/** Quorate or adjourned, as the rule has it on the panel's day; who comes later makes an adjourned panel quorate. */
export function convene(_: Told<ConvenePanel>, state: PanelState, facts: Facts): PanelEvent[] {
  const panel = openPanel(state);
  if (panel.status === 'QUORATE') return [];
  const present = [...panel.members].flatMap(([id, { standing }]) => (standing === 'ATTENDED' ? [id] : []));
  if (present.length === 0) throw new Rejected('PANEL_EMPTY');
  const rule = facts.reference.quorumOf(panel.quorumRule, panel.date);
  if (rule === undefined) throw new Rejected('CODE_NOT_CURRENT', { field: 'quorumRule' });
  const lacking = lackingOf(panel, rule);
  return lacking.length === 0
    ? [{ type: 'PanelQuorate', data: { present } }]
    : [{ type: 'PanelAdjourned', data: { present, lacking } }];
}

/** Every item is decided, deferred or withdrawn, and none stands declined. */
export function close(_: Told<ClosePanel>, state: PanelState): PanelEvent[] {
  const panel = scheduled(state);
  if (panel.status === 'CLOSED') return [];
  const items = [...panel.items.values()].filter(isOpen).length;
  if (items > 0) throw new Rejected('OPEN_WORK', { items });
  return [{ type: 'PanelClosed', data: {} }];
}

/** A member speaks for the agency they are of. */
function checkMember(told: Told<{ readonly member: string; readonly agency: string }>, facts: Facts) {
  const { member, agency } = told.data;
  activeWorkerOf(facts, agency, member, dayOf(told));
  return activeOrganisation(facts, agency, dayOf(told));
}

function isSame(known: Member, { agency, chairing, remote }: Omit<RecordPanelAttendance, 'panel'>): boolean {
  return (
    known.standing === 'ATTENDED' &&
    known.agency === agency &&
    known.chairing === chairing &&
    known.remote === remote
  );
}
