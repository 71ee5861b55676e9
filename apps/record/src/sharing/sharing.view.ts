import { Injectable } from '@nestjs/common';
import { agreementStanding } from '#libs/domain';
import type { AgreementsAsOf, AgreementVoice, DisclosureAsOf, DisclosureRow } from '#libs/read-models';
import { occurredAtShown } from '../schema/occurred-at.ts';
import { TimelineView, type PositionKnown } from '../timeline/timeline.view.ts';
import type { Agreements, AgreementVoiceView } from './agreements.types.ts';
import type { RegisteredDisclosure } from './disclosure-register.types.ts';
import type { Disclosure } from './disclosures.types.ts';

/** Agreements and disclosures as they are read. */
@Injectable()
export class SharingView {
  constructor(private readonly timeline: TimelineView) {}

  /** An agreement under a linked record is the person's own as well. */
  agreements(person: string, told: AgreementsAsOf, at: PositionKnown): Omit<Agreements, 'asOf' | 'lag'> {
    const { records, voices, competence } = told;
    const standing = agreementStanding(records, voices);
    return {
      person,
      stands: standing?.isLive ?? null,
      agencies: standing?.agencies ?? [],
      voices: voices.map((voice) => this.voice(voice, at)),
      competence: competence.map(onShown),
    };
  }

  disclosure({ disclosure, decisions, ...told }: DisclosureAsOf, at: PositionKnown): Disclosure {
    return {
      ...told,
      id: disclosure,
      recipientAgencyName: this.timeline.agencyName(told.recipientAgency, at),
      request: told.request && onShown(told.request),
      decisions: decisions.map((decision) => ({
        ...onShown(decision),
        decidedByName: this.timeline.workerName(decision.decidedBy, at),
      })),
      shared: told.shared.map(onShown),
      acknowledgements: told.acknowledgements.map(onShown),
      errors: told.errors.map(onShown),
    };
  }

  registered({ disclosure, ...row }: DisclosureRow, at: PositionKnown): RegisteredDisclosure {
    return { ...row, id: disclosure, agencyName: this.timeline.agencyName(row.agency, at) };
  }

  private voice(voice: AgreementVoice, at: PositionKnown): AgreementVoiceView {
    return {
      ...onShown(voice),
      takenByName: this.timeline.workerName(voice.takenBy, at),
      reviewedOn: voice.reviewedOn && occurredAtShown(voice.reviewedOn),
    };
  }
}

type When = AgreementVoice['on'];

function onShown<T extends { readonly on: When }>(told: T) {
  return { ...told, on: occurredAtShown(told.on) };
}
