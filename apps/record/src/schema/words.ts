/**
 * What a field of an answer says by its name alone, wherever it stands and says nothing of its own: only names that mean the
 * same everywhere. What a field means where it stands is said beside it.
 */
export const wordsOfNames: Readonly<Record<string, string>> = {
  agencyName: 'What the record called that agency by then; null where it knows none of that id.',
  child: 'The child: the id of a person.',
  coverName: 'What the record called that worker by then; null where nobody covers, or you may not read it.',
  dateOfBirth:
    'The date of birth, as exactly as it is known: 2018-05-04, 2018-05 or 2018; null where it is not, or you may not read it.',
  episode: 'The id of an episode of help (`episode-…`).',
  family: 'The id of a family (`family-…`).',
  keyworker: 'The worker who holds the help (`worker-…`); null where nobody does.',
  keyworkerName:
    'What the record called the keyworker by then; null where there is none, or you may not read it.',
  person: 'The id of a person.',
  position: 'The place of the entry in the log.',
  recordedAt: 'When it was recorded: an instant, in UTC.',
  redactions: 'What is recorded of it and not shown: where it would stand, and why.',
};

export function wordsOf(key: string | symbol): { readonly description?: string } {
  const description = wordsOfNames[String(key)];
  return description === undefined ? {} : { description };
}
