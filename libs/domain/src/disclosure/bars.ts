import { Rejected } from '#libs/contracts';
import type { Opened } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { knownPerson } from '../eligibility.ts';
import type { Sharing } from './state.ts';

/** Bars under which nothing at all is told. */
const BARS_ALL = ['NO_INFORMATION'];
/** Bars under which nobody learns where the person is. */
const BARS_ADDRESS = [...BARS_ALL, 'NO_ADDRESS', 'NO_CONTACT'];

/**
 * I16: nobody is told what a contact bar or a confidential address keeps from them, whoever decides it and on whatever
 * basis. By the facts of the moment: the persons' own streams, and every record that is linked with the recipient's.
 */
export function checkNotBarred({ persons, recipientPerson, classes }: Sharing, facts: Facts): void {
  if (recipientPerson === undefined) return;
  const recipients = facts.links.get(recipientPerson) ?? [recipientPerson];
  for (const person of persons)
    for (const matter of knownPerson(facts, person).standing.values())
      if (keeps(matter, classes, recipients)) throw new Rejected('CONTACT_BAR', { person });
}

function keeps(
  { type, data }: Opened.PersonEvent,
  classes: readonly string[],
  recipients: readonly string[],
): boolean {
  if (type === 'AddressRecorded')
    return classes.includes('address') && recipients.some((each) => data.confidentialFrom?.includes(each));
  if (type !== 'ContactBarRecorded' || !recipients.includes(data.barred ?? '')) return false;
  return (classes.includes('address') ? BARS_ADDRESS : BARS_ALL).includes(data.scope ?? '');
}
