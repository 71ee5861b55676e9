import { canonical, Rejected } from '#libs/contracts';
import type { Clear, DecideViewingExemptions, ViewingsCommand, ViewingsEvent } from '#libs/contracts';
import type { Aggregate, Facts, Told } from '../aggregate.ts';
import { checkBegun, checkRationale } from '../checks.ts';
import { checkDate, checkOrder, today } from '../days.ts';

/** Each decision takes the place of the one before: nothing of it is asked about later. */
export type ViewingsState = Readonly<Record<string, never>>;

function decideExemptions(told: Told<DecideViewingExemptions>, facts: Facts): ViewingsEvent[] {
  const { family, until, exemptions = [], rationale } = told.data;
  checkBegun(facts, family);
  checkDate(until, 'until');
  // Of a day that goes on, reads may still come that nobody looked through.
  if (until >= today(told)) throw new Rejected('DAY_NOT_OVER', { field: 'until' });
  for (const [at, { from, to }] of exemptions.entries()) {
    checkDate(from, `exemptions.${at}.from`);
    checkDate(to, `exemptions.${at}.to`);
    checkOrder(from, to, `exemptions.${at}.to`);
  }
  checkRationale(rationale, 'rationale');
  const codeSet = facts.reference.version('viewing-exemption-reason');
  const leftOut = canonical(exemptions.map((each) => ({ ...each, codeSet })));
  return [{ type: 'ViewingExemptionsDecided', data: { family, until, exemptions: leftOut, rationale } }];
}

/** What the list of who looked at a family's record leaves out: one stream a family. */
export const viewings: Aggregate<ViewingsState, ViewingsCommand, ViewingsEvent, Clear.ViewingsEvent> = {
  category: 'viewings',
  initial: {},
  needs: ({ data }) => ({ begun: [data.family] }),
  decide: (command, _, facts) => decideExemptions(command, facts),
  evolve: (state) => state,
  families: () => [],
  seen: () => undefined,
};
