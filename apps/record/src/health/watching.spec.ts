import { expect, it } from '@jest/globals';
import { failures, type Failed } from '#libs/event-store';
import { notProjected, type NotProjected } from '#libs/read-models';
import { workFailures, type NotDone, type Settings } from '#libs/service';
import { Watching } from './watching.ts';

it('what fails is logged in a constant sentence with its code, while the service runs', async () => {
  const logged: unknown[] = [];
  const settings: Settings = {
    mode: 'development',
    folder: '',
    port: 0,
    families: 0,
    origin: '',
    authority: '',
  };
  const watching = await Watching.start(settings, (...line) => void logged.push(line));
  const stopped: Failed = { log: 'events', code: 'WRITER_STOPPED' };
  const ended: NotProjected = { code: 'PROJECTOR_ENDED' };
  failures.publish(stopped);
  notProjected.publish(ended);
  const refused: NotDone = { code: 'SUBJECT_ERASED' };
  workFailures.publish(refused);
  await watching[Symbol.asyncDispose]();
  failures.publish(stopped);
  expect(logged).toEqual([
    ['error', 'a part of the service has failed', stopped],
    ['error', 'a part of the service has failed', ended],
    ['error', 'work of the record’s own was not done', refused],
  ]);
});
