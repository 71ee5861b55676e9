import { it } from '@jest/globals';
import type { ErasureCommand } from '#libs/contracts';
import { found, hold, proposed } from '../testing/erasing.ts';
import { given } from '../testing/specification.ts';
import { erasure } from './erasure.ts';

// What a split gave to Eva stands in Ava's record, under Ava's key.

const propose = (...persons: string[]): ErasureCommand => ({
  type: 'ProposeErasure',
  data: { persons, ground: 'RETENTION_ENDED', rationale: 'Nothing keeps it.' },
});
const both = { ava: { mixed: ['eva'] }, eva: { mixed: ['ava'] } };
const nothing = given(erasure);

it('leaves nobody behind with whom the record is mixed since it was split', () => {
  nothing.when(propose('ava'), {}, found(both)).refuses('MIXED_RECORDS', { person: 'eva' });
  const kept = ['ava', 'eva'].map((record) => ({ record, rule: 'EARLY_HELP', until: '2005-01-01' }));
  const persons = ['ava', 'eva'];
  nothing.when(propose(...persons), {}, found(both)).then(proposed({ persons, kept }));
});

it('says no more of whoever is not there for who proposes it', () => {
  const beyond = found({ ava: { isMixedWithUnseen: true } });
  nothing.when(propose('ava'), {}, beyond).refuses('MIXED_RECORDS', {});
});

it('is refused while a hold names the other', () => {
  const held = found(both, hold({ persons: ['eva'] }));
  nothing.when(propose('ava'), {}, held).refuses('LEGAL_HOLD', { hold: 'hold-1' });
});
