import { Rejected } from '#libs/contracts';
import type {
  AcknowledgeDisclosure,
  Clear,
  DisclosureCommand,
  DisclosureEvent,
  DiscloseInformation,
  NotifyDisclosureError,
  RequestDisclosure,
} from '#libs/contracts';
import type { Aggregate, Facts, Needs, Told } from '../aggregate.ts';
import { checkBegun, checkDistinct, checkSaid } from '../checks.ts';
import { dayOf } from '../days.ts';
import { activeWorker } from '../eligibility.ts';
import { checkNotBarred } from './bars.ts';
import { checkAgreed, checkSharing, decideDisclosure, overrideDisclosure, recipientOf } from './deciding.ts';
import { checkEntries, othersToldOf } from './entries.ts';
import { evolve, isDecided, type DisclosureDecision, type DisclosureState, type Sharing } from './state.ts';

function request(told: Told<RequestDisclosure>, state: DisclosureState, facts: Facts): DisclosureEvent[] {
  if (state.status !== 'NONE') return [];
  checkSharing(told, told.data, facts);
  checkSaid(told.data.purpose, 'purpose');
  return [{ type: 'DisclosureRequested', data: { ...told.data, requester: told.newId(1) } }];
}

/** What the decision rested on is looked at again at the moment of telling: an agreement withdrawn ends it at once. */
function disclose(told: Told<DiscloseInformation>, state: DisclosureState, facts: Facts): DisclosureEvent[] {
  const { entries, how, documentHash, disclosedBy } = told.data;
  const decided = decidedToDisclose(state);
  const { family, persons, classes } = decided;
  activeWorker(facts, disclosedBy, dayOf(told));
  checkDistinct(entries, 'entries');
  const telling = { entries, decided, partly: told.partly === true };
  checkEntries(telling, facts);
  checkNotBarred({ ...decided, others: othersToldOf(telling, facts) }, facts);
  if (decided.needsAgreement) checkAgreed(decided, facts);
  const data = {
    ...{ family, persons: [...persons], ...recipientOf(decided), classes: [...classes], entries },
    ...{ position: facts.head, how, ...(documentHash !== undefined && { documentHash }), disclosedBy },
  };
  return [{ type: 'InformationDisclosed', data }];
}

function decidedToDisclose(state: DisclosureState): DisclosureDecision {
  if (!isDecided(state)) throw new Rejected(state.status === 'NONE' ? 'NOT_FOUND' : 'DISCLOSURE_UNDECIDED');
  if (state.status === 'WITHHELD' || state.status === 'IN_ERROR') throw new Rejected('DISCLOSURE_WITHHELD');
  return state;
}

function acknowledge(
  told: Told<AcknowledgeDisclosure>,
  state: DisclosureState,
  facts: Facts,
): DisclosureEvent[] {
  const { informationDisclosed, acknowledgerName } = told.data;
  const { family, persons } = disclosed(told, state, facts);
  const named = { family, persons: [...persons], informationDisclosed };
  return [
    { type: 'RecipientAcknowledged', data: { ...named, acknowledger: told.newId(1), acknowledgerName } },
  ];
}

/** Under a decision that does not stand any more nothing further is told: another decides anew. */
function notifyError(
  told: Told<NotifyDisclosureError>,
  state: DisclosureState,
  facts: Facts,
): DisclosureEvent[] {
  const { disclosure: _, ...error } = told.data;
  const { family, persons } = disclosed(told, state, facts);
  const { affected, affectedTold = [] } = error;
  activeWorker(facts, error.notifiedBy, dayOf(told));
  checkSaid(error.error, 'error');
  for (const field of ['affected', 'affectedTold', 'notified'] as const)
    checkDistinct(error[field] ?? [], field);
  checkBegun(facts, ...affected.map(personStream));
  const stray = affectedTold.find((person) => !affected.includes(person));
  if (stray !== undefined) throw new Rejected('NOT_AFFECTED', { person: stray });
  return [{ type: 'DisclosureErrorNotified', data: { family, persons: [...persons], ...error } }];
}

/** What is acknowledged, or was in error, was told under this decision: NOT_DISCLOSED. */
function disclosed(
  { stream, data }: Told<AcknowledgeDisclosure | NotifyDisclosureError>,
  state: DisclosureState,
  facts: Facts,
): Sharing {
  if (state.status === 'NONE') throw new Rejected('NOT_FOUND');
  const telling = facts.events.get(data.informationDisclosed);
  if (telling?.stream !== stream || telling.type !== 'InformationDisclosed')
    throw new Rejected('NOT_DISCLOSED');
  return state;
}

function personStream(person: string): string {
  return `person-${person}`;
}

function needs({ type, data }: DisclosureCommand, state: DisclosureState): Needs {
  switch (type) {
    case 'RequestDisclosure':
      return sharing(data);
    case 'DecideDisclosure':
      return { ...sharing(data), ...weighing(data), workers: [data.decidedBy] };
    case 'OverrideDisclosure':
      return {
        ...(state.status !== 'NONE' && weighing(state)),
        workers: [data.manager, ...('decidedBy' in state ? [state.decidedBy] : [])],
      };
    case 'DiscloseInformation':
      return {
        ...(state.status !== 'NONE' && telling(state, data.entries)),
        workers: [data.disclosedBy],
        events: data.entries,
      };
    case 'AcknowledgeDisclosure':
      return { events: [data.informationDisclosed] };
    case 'NotifyDisclosureError':
      return {
        workers: [data.notifiedBy],
        events: [data.informationDisclosed],
        begun: data.affected.map(personStream),
      };
  }
}

function sharing({ family, persons, recipientAgency, recipientPerson }: Sharing): Needs {
  const people = recipientPerson === undefined ? persons : [...persons, recipientPerson];
  return {
    begun: [family, ...people.map(personStream)],
    ...(recipientAgency !== undefined && { organisations: [recipientAgency] }),
  };
}

function weighing({ family, persons, recipientPerson }: Sharing): Needs {
  return {
    agreementsOf: persons,
    ...(recipientPerson !== undefined && {
      persons,
      belongedTo: family,
      linksOf: [recipientPerson, ...persons],
    }),
  };
}

function telling(state: Sharing, entries: readonly string[]): Needs {
  return { linksOf: state.persons, ...weighing(state), story: [state.family, entries] };
}

/**
 * A decision to tell someone about people of a family, or not to, and what was told. It rests on a lawful basis of its
 * own, whether or not anybody agreed. Guarded by the stream; what it rests on are facts of the moment.
 */
export const disclosure: Aggregate<
  DisclosureState,
  DisclosureCommand,
  DisclosureEvent,
  Clear.DisclosureEvent
> = {
  category: 'disclosure',
  initial: { status: 'NONE' },
  needs,
  decide: (command, state, facts) => {
    switch (command.type) {
      case 'RequestDisclosure':
        return request(command, state, facts);
      case 'DecideDisclosure':
        return decideDisclosure(command, state, facts);
      case 'OverrideDisclosure':
        return overrideDisclosure(command, state, facts);
      case 'DiscloseInformation':
        return disclose(command, state, facts);
      case 'AcknowledgeDisclosure':
        return acknowledge(command, state, facts);
      case 'NotifyDisclosureError':
        return notifyError(command, state, facts);
    }
  },
  evolve,
  families: (state) => (state.status === 'NONE' ? [] : [state.family]),
  seen: () => undefined,
};
