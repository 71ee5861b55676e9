import { agreementStanding } from '#libs/domain';
import type { SharingReader } from '#libs/read-models';

/** Each person under every record that is theirs. */
type Persons = readonly (readonly string[])[];

/** Whether there is someone among them for whom those who may agree have refused or withdrawn. */
export function hasAgreementEnded(persons: Persons, sharing: SharingReader): boolean {
  const voices = sharing.voicesAbout(persons.flat());
  if (voices.length === 0) return false;
  return persons.some(
    (records) =>
      agreementStanding(
        records,
        voices.filter(({ person }) => records.includes(person)),
      )?.isLive === false,
  );
}
