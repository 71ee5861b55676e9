export const KEYWORKER = { role: 'KEYWORKER', training: [{ training: 'FFA_KEYWORKER' }] };
export const UNBORN = { dateOfBirth: null, expectedDeliveryDate: '2026-06-19', sex: 'U' };
export const CHILD = { expectedDeliveryDate: null, resolution: null, possibleDuplicates: null };
export const FORM = {
  agreement: 'GIVEN_SIGNED',
  gss: 'E07000241',
  children: [CHILD],
  parent: { resolution: null },
};
