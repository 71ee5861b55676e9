import { describe, it } from '@jest/globals';
import type { CodesetCommand, CodesetEvent } from '#libs/contracts';
import { given } from '../testing/specification.ts';
import { codeset } from './codeset.ts';

const set = {
  name: 'sex',
  version: '2026.1',
  title: 'Sex',
  source: 'A test.',
  codes: [{ code: 'U', title: 'Unknown' }],
};

function publish(version = set.version, content: object = { ...set, version }): CodesetCommand {
  return { type: 'PublishCodeSet', data: { name: 'sex', version, content: JSON.stringify(content) } };
}
const published: CodesetEvent = { type: 'CodeSetPublished', data: publish().data };

describe('a code set', () => {
  it('is published', () => {
    given(codeset).when(publish()).then(published);
  });
  it('is not published again when nothing changed', () => {
    given(codeset, published).when(publish()).then();
  });
  it('gets a new version beside the old one', () => {
    given(codeset, published)
      .when(publish('2027.1'))
      .then({ type: 'CodeSetPublished', data: publish('2027.1').data });
  });
  it('refuses other content under a version that was published', () => {
    given(codeset, published)
      .when(publish(set.version, { ...set, title: 'Other' }))
      .refuses('VERSION_PUBLISHED', { version: '2026.1' });
  });
  it('refuses content that is no code set, or another one', () => {
    given(codeset).when(publish('2026.1', {})).refuses('INVALID_INPUT', { field: 'content' });
    given(codeset)
      .when(publish('2026.1', { ...set, name: 'level' }))
      .refuses('INVALID_INPUT');
    given(codeset).when(publish('2026.2', set)).refuses('INVALID_INPUT');
  });
});
