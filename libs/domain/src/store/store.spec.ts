import { describe, it } from '@jest/globals';
import type { CreateStore, StoreCommand, StoreEvent } from '#libs/contracts';
import { given } from '../testing/specification.ts';
import { store } from './store.ts';

const asked: CreateStore = {
  origin: 'localhost/family-help',
  authority: '919',
  mode: 'DEVELOPMENT',
  clock: 'SIMULATED',
};
const created: StoreEvent = { type: 'StoreCreated', data: asked };

describe('the store', () => {
  it('begins with whose it is and on which clock it lives', () => {
    given(store).when({ type: 'CreateStore', data: asked }).then(created);
  });
  it('is created once', () => {
    given(store, created).when({ type: 'CreateStore', data: asked }).then();
  });
  it('refuses to become another authority, mode or clock', () => {
    for (const other of [
      { origin: 'o' },
      { authority: '881' },
      { mode: 'PRODUCTION' },
      { clock: 'MACHINE' },
    ]) {
      given(store, created)
        .when({ type: 'CreateStore', data: { ...asked, ...other } })
        .refuses('STORE_REFUSED');
    }
  });
  it('strikes off a node that is gone for good, once', () => {
    const strikeOff: StoreCommand = { type: 'StrikeOffNode', data: { node: 'node-1' } };
    const struckOff: StoreEvent = { type: 'NodeStruckOff', data: { node: 'node-1' } };
    given(store, created).when(strikeOff).then(struckOff);
    given(store, created, struckOff).when(strikeOff).then();
    given(store, created, struckOff).when({ type: 'CreateStore', data: asked }).then();
    given(store).when(strikeOff).refuses('NOT_FOUND');
  });
  it('refuses a simulated clock in production', () => {
    given(store)
      .when({ type: 'CreateStore', data: { ...asked, mode: 'PRODUCTION' } })
      .refuses('STORE_REFUSED');
  });
  it('refuses a mode or a clock it does not know', () => {
    given(store)
      .when({ type: 'CreateStore', data: { ...asked, mode: 'TEST' } })
      .refuses('INVALID_INPUT', { field: 'mode' });
    given(store)
      .when({ type: 'CreateStore', data: { ...asked, clock: 'SUNDIAL' } })
      .refuses('INVALID_INPUT', { field: 'clock' });
  });
});
