import { Rejected, type RefusalCode } from '#libs/contracts';
import { foldedName, type Described } from '#libs/read-models';
import { nhsNumber, partialDate, upn, type Parsed } from '#libs/reference';

type Text = string | null | undefined;

/** What people are looked for by, in its stored form; refused where a number or a date is none. */
export function described(asked: {
  readonly nhsNumber?: Text;
  readonly upn?: Text;
  readonly given?: Text;
  readonly family?: Text;
  readonly dateOfBirth?: Text;
}): Described {
  const looked = {
    nhsNumber: parsed(asked.nhsNumber, nhsNumber, 'INVALID_NHS_NUMBER'),
    upn: parsed(asked.upn, upn, 'INVALID_UPN'),
    given: asked.given?.trim() || undefined,
    family: asked.family?.trim() || undefined,
    dateOfBirth: parsed(asked.dateOfBirth, partialDate, 'INVALID_DATE'),
  };
  if (!looked.nhsNumber && !looked.upn && !looked.family)
    throw new Rejected('REQUIRED', { field: 'nhsNumber, upn or family' });
  return looked;
}

/** The terms of a search, each with its field and in one spelling, as the access record keeps them blind. */
export function termsOf(looked: Described): string[] {
  return Object.entries(looked).flatMap(([field, term]) =>
    typeof term === 'string' ? [`${field}:${foldedName(term)}`] : [],
  );
}

function parsed(text: Text, parse: (text: string) => Parsed, code: RefusalCode): string | undefined {
  if (typeof text !== 'string') return undefined;
  const answer = parse(text);
  if (!answer.ok) throw new Rejected(code);
  return answer.value;
}
