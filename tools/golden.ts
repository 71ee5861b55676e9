// Freezes an example of every event that has none yet, or none that holds a field added since. What is frozen stays:
// an example that no longer opens shows a change that histories would not survive.
import { writeFileSync } from 'node:fs';
import { encodeStoredEvent, eventTable, occurrencesOf, type EventType } from '#libs/contracts';
import { goldenFolder, goldenVault, readGolden } from '../test/support/golden.ts';
import { eventTypes, exampleFact, ownFields, sampleStored } from '../test/support/sample-events.ts';

const frozen = readGolden();
for (const type of eventTypes) {
  const examples = frozen.filter(
    ({ event }) => event.type === type && event.version === eventTable[type].version,
  );
  const isShown = (path: readonly string[]): boolean =>
    examples.some(({ opened }) => occurrencesOf(opened, path).length > 0);
  if (!ownFields(type).every(({ path }) => isShown(path)) || examples.length === 0)
    await freeze(type, examples.length + 1);
}

async function freeze(type: EventType, nth: number): Promise<void> {
  const file = `${type}@v${eventTable[type].version}${nth > 1 ? `-${nth}` : ''}.json`;
  const fact = exampleFact(type);
  const document = Buffer.from(encodeStoredEvent(await sampleStored(await goldenVault(file), fact))).toString(
    'utf8',
  );
  const text = `${JSON.stringify({ document, opened: fact.data }, null, 1)}\n`;
  writeFileSync(new URL(file, goldenFolder), text, { flag: 'wx' });
  console.log(file);
}
