import { it } from '@jest/globals';
import type { ErasureCommand } from '#libs/contracts';
import { another, approve, found, proposed } from '../testing/erasing.ts';
import { given } from '../testing/specification.ts';
import { erasure } from './erasure.ts';

it.each(['RETENTION_ENDED', 'UNLAWFUL'])(
  'an erasure is refused while somebody has work with a request that names whom it takes: %s',
  (ground) => {
    const propose: ErasureCommand = {
      type: 'ProposeErasure',
      data: { persons: ['ava'], ground, rationale: 'Nothing keeps it.' },
    };
    const asked = found({ ava: { openRequests: ['request-1'] } });
    const open = { request: 'request-1' };
    given(erasure).when(propose, {}, asked).refuses('OPEN_WORK', open);
    given(erasure, proposed({ ground })).when(approve(), another, asked).refuses('OPEN_WORK', open);
  },
);
