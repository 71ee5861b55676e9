import { describe, it } from '@jest/globals';
import type { SealCommand, SealEvent, SealRecord } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { around as facts } from '../testing/agreed.ts';
import { keyworker } from '../testing/examples.ts';
import { given } from '../testing/specification.ts';
import { sealing } from './seal.ts';

const why = {
  ground: 'ADDRESS_PROTECTION',
  authority: 'RISK_CONFERENCE',
  reason: 'He is looking for them.',
  requestedBy: 'worker-2',
  approvedBy: 'worker-3',
  reviewBy: '2026-09-14',
};
const away = 'worker-1';
const refused = { worker: away, because: 'SUSPENDED' };
const around: Partial<Facts> = {
  ...facts,
  workers: new Map([...(facts.workers ?? []), [away, { ...keyworker, suspended: true }]]),
};
/** With open help that whoever is suspended holds. */
const holding = { ...around, held: [{ family: 'family-1', episode: 'episode-1', keyworker: away }] };
const keptBy = (...custodians: SealRecord['custodians']): SealCommand => ({
  type: 'SealRecord',
  data: { record: 'family-1', ...why, custodians },
});
const sealed = (...custodians: string[]): SealEvent => ({
  type: 'RecordSealed',
  data: { family: 'family-1', ...why, custodians },
});

describe('a worker who is suspended', () => {
  it('is made custodian neither with a seal nor later', () => {
    given(sealing).when(keptBy('worker-2', away), {}, around).refuses('WORKER_NOT_ELIGIBLE', refused);
    given(sealing, sealed('worker-2'))
      .when(
        { type: 'AppointCustodian', data: { record: 'family-1', custodian: away, reason: 'Cover.' } },
        {},
        around,
      )
      .refuses('WORKER_NOT_ELIGIBLE', refused);
  });

  it('keeps what covers the help that they hold, beside somebody who may read it', () => {
    given(sealing).when(keptBy('worker-2', away), {}, holding).then(sealed('worker-2', away));
    given(sealing).when(keptBy(away), {}, holding).refuses('NO_CUSTODIAN');
  });
});
