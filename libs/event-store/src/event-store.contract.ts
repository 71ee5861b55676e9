import { afterEach, beforeEach, describe, jest } from '@jest/globals';
import { appending } from './testing/appending.contract.ts';
import { closing, lasting } from './testing/closing.contract.ts';
import { following } from './testing/following.contract.ts';
import { limits } from './testing/limits.contract.ts';
import { modelled } from './testing/modelled.contract.ts';
import { readingAll } from './testing/reading-all.contract.ts';
import { readingStreams } from './testing/reading-streams.contract.ts';
import { retrying } from './testing/retrying.contract.ts';
import type { Engine, Place, Stage } from './testing/stage.ts';

/** What every event store does, whatever keeps it; each case has a new, empty one. */
export function eventStoreContract(engine: Engine): void {
  jest.setTimeout(30_000);

  describe(`an event store ${engine.name}`, () => {
    let place: Place;
    const stage = {
      reopen: async () => {
        await stage.store.close();
        stage.store = await place.open();
      },
    } as Stage;

    beforeEach(async () => {
      place = await engine.place();
      stage.store = await place.open();
    });

    afterEach(async () => {
      await stage.store.close();
      await place.clear();
    });

    describe('when events are added', () => appending(stage));
    describe('when an append is sent again', () => retrying(stage));
    describe('when an append is not fit to be written', () => limits(stage));
    describe('when a stream is read', () => readingStreams(stage));
    describe('when the log is read', () => readingAll(stage));
    describe('when the log is followed', () => following(stage));
    describe('when it is closed', () => closing(stage));
    if (engine.lasts) describe('when it is opened again', () => lasting(stage));
    describe('after any history', () => modelled(engine));
  });
}
