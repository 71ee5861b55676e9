import { expect, it } from '@jest/globals';
import { sealed } from '../testing/sealed-story.ts';
import { Served } from '../testing/served.ts';
import { splitRecords } from '../testing/split-story.ts';

// Ava's record is sealed after what is Eva's in it was given to her.

it('what a split gave to somebody is theirs to read after the other was sealed, and nothing else of the other', async () => {
  await using served = await Served.start();
  const { ava, eva, given, keepers } = await splitRecords(served);
  const members = [{ person: eva, role: 'CHILD', livesHere: 'FULL' }];
  const { id: family } = await served.order('coordinator', 'registerFamily', { members });
  await sealed(served, ava, keepers, 'ADOPTION');
  await served.record.projector.reached(await served.record.store.head());
  const asked = {
    person: [`query ($id: ID!) { person(reference: $id, purpose: AUDIT) { name addresses { line } } }`, eva],
    match: [
      `{ matchPerson(given: "Evelina", family: "Evastone", purpose: FAMILY_HELP) { matches { person name } } }`,
      '',
    ],
    known: [
      `query ($id: ID!) { whatWasKnown(person: $id, purpose: AUDIT) { nodes { id stream data } } }`,
      eva,
    ],
    story: [
      `query ($id: ID!) { familyTimeline(family: $id, purpose: AUDIT, last: 50) { nodes { id stream data } } }`,
      family,
    ],
    event: [`query ($id: ID!) { event(id: $id, purpose: AUDIT) { id stream data } }`, given[0]],
    changes: [
      `query ($id: ID!) { changesSince(family: $id, purpose: AUDIT) { nodes { entry { data } brought { data } } } }`,
      family,
    ],
  };
  for (const [what, [query = '', id]] of Object.entries(asked)) {
    const told = JSON.stringify(
      await served.ask(what === 'match' ? 'coordinator' : 'auditor', query, { id }),
    );
    expect([what, told]).toEqual([what, expect.stringMatching(/Evas Lane|Evelina/)]);
    expect([what, told]).toEqual([what, expect.not.stringContaining(ava)]);
  }
}, 60_000);
