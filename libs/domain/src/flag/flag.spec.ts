import { describe, expect, it } from '@jest/globals';
import type { FlagCommand, FlagEvent, RaiseDataQualityFlag } from '#libs/contracts';
import { after, given } from '../testing/specification.ts';
import { flag } from './flag.ts';

const about: RaiseDataQualityFlag = {
  flag: 'SAME_NHS_NUMBER',
  persons: ['ava', 'eva'],
  families: ['family-1'],
};
const raised: FlagEvent = { type: 'DataQualityFlagRaised', data: about };
const resolve: FlagCommand = {
  type: 'ResolveDataQualityFlag',
  data: { flag: 'flag-1', resolution: 'CORRECTED' },
};
const resolved: FlagEvent = { type: 'DataQualityFlagResolved', data: { resolution: 'CORRECTED' } };

describe('a data-quality flag', () => {
  it('is raised, once', () => {
    given(flag).when({ type: 'RaiseDataQualityFlag', data: about }).then(raised);
    given(flag, raised).when({ type: 'RaiseDataQualityFlag', data: about }).then();
  });
  it('is about someone or something', () => {
    given(flag)
      .when({ type: 'RaiseDataQualityFlag', data: { flag: 'OUT_OF_ORDER', persons: [] } })
      .refuses('REQUIRED');
    const data = { flag: 'OUT_OF_ORDER', request: 'request-1' };
    given(flag).when({ type: 'RaiseDataQualityFlag', data }).then({ type: 'DataQualityFlagRaised', data });
  });
  it('is resolved after it was raised, and what is found later is kept too', () => {
    given(flag, raised).when(resolve).then(resolved);
    given(flag, raised, resolved).when(resolve).then(resolved);
    given(flag).when(resolve).refuses('NOT_FOUND');
  });
  it('stands in the timeline of its families until the end', () => {
    expect(flag.families(after(flag, [raised, resolved]), 'flag-1')).toEqual(['family-1']);
  });
});
