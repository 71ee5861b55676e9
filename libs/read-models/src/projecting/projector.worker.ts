import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { Rejected } from '#libs/contracts';
import { LocalProjector } from './local-projector.ts';
import type { ProjectorSettings } from './projector-api.ts';
import { projected, type Projected } from '../told.ts';
import type { Message, Question } from './worker-projector.ts';

/** Of a core that both want, who records gets three quarters: read models are waited for, orders wait for nobody. */
const GIVING_WAY = 5;
// On Linux alone a thread has a priority of its own.
if (process.platform === 'linux') setPriority(GIVING_WAY);

const { tells, ...settings } = workerData as ProjectorSettings & { readonly tells: boolean };
if (tells) projected.subscribe((page) => say({ say: 'projected', page: page as Projected }));
const projector = await LocalProjector.start(settings);

function say(message: Message): void {
  parentPort?.postMessage(message);
}

async function hear(question: Question): Promise<void> {
  switch (question.ask) {
    case 'wake':
      return projector.wake();
    case 'hurry':
      return projector.hurryTo(question.position);
    case 'hurryAccess':
      return projector.hurryAccessTo(question.position);
    case 'status':
      return say({ say: 'answer', id: question.id, value: await projector.status() });
    case 'rebuild':
    case 'retry':
      await projector[question.ask](question.name);
      return say({ say: 'answer', id: question.id, value: undefined });
    case 'close':
      await projector.close();
      parentPort?.close();
  }
}

parentPort?.on('message', (question: Question) => {
  hear(question).catch((error: unknown) => {
    const { code, details } = error instanceof Rejected ? error : new Rejected('INTERNAL');
    if ('id' in question) say({ say: 'refused', id: question.id, code, details });
  });
});

projector.onFailing((isFailing) => say({ say: 'failing', isFailing }));
projector.onMove((record, purged, access) => say({ say: 'moved', record, purged, access }));
