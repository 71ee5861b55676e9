import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonical, parseStoredEvent, streamSubject, type StoredEvent } from '#libs/contracts';
import { unknownOnForms } from './on-forms.ts';

const golden = (name: string): StoredEvent => {
  const { document } = JSON.parse(readFileSync(join('proto/golden', `${name}.json`), 'utf8')) as {
    document: string;
  };
  return parseStoredEvent(document);
};
const form = golden('RequestReceived@v1');
/** Two children and a parent, as they were sealed before they were subjects: under the request. */
const early = {
  ...form,
  data: { ...form.data, children: [{}, {}], parent: {} },
  sealed: form.sealed.map((part) => ({ ...part, subject: streamSubject(form.stream) })),
};

const unknownOn = async (event: StoredEvent, erased: readonly string[] = []) => {
  const text = canonical({ ...event });
  const store = { readTexts: async () => [{ text, position: 0, revision: 0 }] };
  const vault = { prepare: async () => undefined, holds: (subject: string) => !erased.includes(subject) };
  return (await unknownOnForms(['family-1', event.stream], { store, vault })).get(event.stream);
};

it('of a form those are unknown whom nobody identified, but for whom nothing can be read of any more', async () => {
  const named = { ...form, data: { ...form.data, children: [{ subject: 'one' }, { subject: 'two' }] } };
  expect(await unknownOn(named)).toEqual({ unidentified: ['one', 'two'], nameless: 0 });
  expect(await unknownOn(named, ['one'])).toEqual({ unidentified: ['two'], nameless: 0 });
  expect(await unknownOn(form)).toEqual({ unidentified: [], nameless: 0 });
});

it('of an early form those are counted whom it names under the request itself', async () => {
  expect(await unknownOn(early)).toEqual({ unidentified: [], nameless: 3 });
});
