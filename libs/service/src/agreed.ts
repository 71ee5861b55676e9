import { agreementStanding } from '#libs/domain';
import type { SharingReader } from '#libs/read-models';

/** Each person under every record that is theirs. */
type Persons = readonly (readonly string[])[];

/** Those of them for whom those who may agree have refused or withdrawn. */
export function agreementEndedOf(persons: Persons, sharing: SharingReader): Persons {
  const voices = Map.groupBy(sharing.voicesAbout(persons.flat()), ({ person }) => person);
  return persons.filter((records) => {
    const theirs = records.flatMap((record) => voices.get(record) ?? []);
    return agreementStanding(records, theirs)?.isLive === false;
  });
}
