import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/access';
import type { AsOfPoint, DriftQuestion, DriftRow, DueRow, LateRow } from '#libs/read-models';
import type { AskedFor } from '#libs/service';
import { occurredAtShown } from '../schema/occurred-at.ts';
import { once } from '../reading/once.ts';
import { ServedRecord } from '../served-record.ts';
import { TimelineView } from '../timeline/timeline.view.ts';
import type { LateEntry } from './continuity.types.ts';
import type { DriftItem } from './drift.types.ts';
import type { DueItem } from './due.types.ts';
import type { Owned, OwnedArgs } from './owned.types.ts';

type Owners = Pick<DueRow, 'agency' | 'keyworker' | 'cover'>;

/** What managers are told, with the names that people know it by. */
@Injectable()
export class OversightView {
  constructor(
    private readonly record: ServedRecord,
    private readonly timeline: TimelineView,
  ) {}

  due(row: DueRow, at: AsOfPoint): DueItem {
    return {
      ...row,
      ...this.names(row, at),
      title: this.record.reference().title('clock', row.clock),
      reference: this.reference(row, at),
    };
  }

  drift(row: DriftRow, at: AsOfPoint): DriftItem {
    const signs = row.signs.map((sign) => ({
      ...sign,
      title: this.record.reference().title('drift-rule', sign.rule),
    }));
    return {
      ...row,
      ...this.names(row, at),
      signs,
      reference: this.reference({ ...row, request: null }, at),
    };
  }

  late(row: LateRow, at: AsOfPoint): LateEntry {
    return {
      ...row,
      occurredAt: occurredAtShown(row.occurredAt),
      agencyName: this.timeline.agencyName(row.agency, at),
    };
  }

  private names(
    { agency, keyworker, cover }: Owners,
    at: AsOfPoint,
  ): Pick<Owned, 'agencyName' | 'keyworkerName' | 'coverName'> {
    return {
      agencyName: this.timeline.agencyName(agency, at),
      keyworkerName: this.timeline.workerName(keyworker, at),
      coverName: this.timeline.workerName(cover, at),
    };
  }

  private reference({ family, request }: Pick<DueRow, 'family' | 'request'>, at: AsOfPoint): string | null {
    const { families, requests } = this.record.readers;
    const { position } = at;
    const named =
      request === null
        ? family && once(at, `family ${family}`, () => families.family(family, position)?.reference)
        : once(at, `request ${request}`, () => requests.request(request, position)?.reference);
    return named ?? null;
  }
}

export function ownersOf({ district, agency, worker }: OwnedArgs): DriftQuestion {
  return { district: district ?? undefined, agency: agency ?? undefined, worker: worker ?? undefined };
}

/** The work of one worker or agency is a caseload; of everybody, or a district, a population. */
export function whoseWork(
  { worker, agency }: OwnedArgs,
  { worker: own, agency: ownAgency }: Principal,
): AskedFor {
  if (typeof worker !== 'string' && typeof agency !== 'string') return { kind: 'population' };
  return {
    kind: 'caseload',
    sealed: false,
    assigned: own !== undefined && worker === own,
    ownAgency: agency === ownAgency && typeof worker !== 'string',
  };
}
