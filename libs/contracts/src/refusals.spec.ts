import { describe, expect, it } from '@jest/globals';
import { refusals, Rejected } from './refusals.ts';

describe('the refusals', () => {
  it.each(Object.entries(refusals))('%s has a code, a sentence and a mend', (code, [sentence, mend]) => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z0-9]+)*$/);
    for (const text of [sentence, mend]) expect(text).toMatch(/^[A-Z].*\.$/);
  });

  it('say what is wrong in one sentence, with what may stand beside it', () => {
    const refused = new Rejected('ALREADY_OPEN', { episode: 'episode-1' });
    expect(refused).toBeInstanceOf(Error);
    expect(refused.message).toBe('An episode of help, or an assessment, is open already.');
    expect(refused.mend).toBe('Speak to its keyworker.');
    expect(refused.details).toEqual({ episode: 'episode-1' });
  });
});
