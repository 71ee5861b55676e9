import { parentPort, workerData } from 'node:worker_threads';
import { LedgerKeeper } from './ledger-keeper.ts';
import { LogLedger, type LedgerSettings } from './log-ledger.ts';
import type { Message, Question } from './worker-ledgers.ts';

/** Keeps ledgers on a thread of its own: tells how far they are, answers what is asked, and closes when told to. */
const keeper = new LedgerKeeper(
  (workerData as LedgerSettings[]).map((each) => new LogLedger(each)),
  (status) => post({ say: 'status', status }),
);
parentPort?.on('message', (question: Question) => {
  if (question.ask === 'close') void keeper.close().then(() => parentPort?.close());
  else
    answerTo(question)
      .then((value) => post({ say: 'answer', id: question.id, value }))
      .catch((error: unknown) => post({ say: 'failed', id: question.id, reason: String(error) }));
});

function answerTo(question: Exclude<Question, { ask: 'close' }>): Promise<unknown> {
  switch (question.ask) {
    case 'heads':
      return keeper.heads();
    case 'evidence':
      return keeper.evidence(question.asked);
    case 'note':
      return keeper.note(question.text);
    case 'prove':
      return keeper.prove(question.origin, question.asked);
  }
}

function post(message: Message): void {
  parentPort?.postMessage(message);
}
