import type { Principal } from '#libs/access';
import { agenciesLeftOut, agreementStanding } from '#libs/domain';
import type { Readers, SharingReader } from '#libs/read-models';

/** Each person under every record that is theirs. */
type Persons = readonly (readonly string[])[];

/** Those of them for whom those who may agree have refused or withdrawn, or let one of the agencies be told no longer. */
export function agreementEndedOf(
  persons: Persons,
  agencies: readonly string[],
  sharing: SharingReader,
): Persons {
  const voices = Map.groupBy(sharing.voicesAbout(persons.flat()), ({ person }) => person);
  return persons.filter((records) => {
    const theirs = records.flatMap((record) => voices.get(record) ?? []);
    const hasEnded = agreementStanding(records, theirs)?.isLive === false;
    return hasEnded || agenciesLeftOut(records, theirs).some((agency) => agencies.includes(agency));
  });
}

/** The agencies of a caller: by the token, and where the worker is registered. */
export function agenciesOf(
  { worker, agency }: Principal,
  { directory }: Pick<Readers, 'directory'>,
): string[] {
  const registered = worker === undefined ? undefined : directory.worker(worker)?.agency;
  return registered === undefined || registered === agency ? [agency] : [agency, registered];
}
