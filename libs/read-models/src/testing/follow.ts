import { startProjector } from '../projecting/projector.ts';

/** A program that projects a log until it is killed: node follow.ts <folder>. */
const [folder = ''] = process.argv.slice(2);
const projector = await startProjector({
  folder: `${folder}/models`,
  journalFile: `${folder}/log.db`,
  keysFile: `${folder}/keys.db`,
  kek: new Uint8Array(32).fill(7),
  origin: 'test/read-models',
});
process.stdout.write('started\n');
await projector.reached(Number.MAX_SAFE_INTEGER, 60_000);
