import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { personas } from '#libs/access';
import type { CommandOf, CommandType } from '#libs/contracts';
import { createBundle, openRecord, readSettings, type FamilyRecord, type Settings } from '#libs/service';

/** An authority: what it has of its own, and who lives there. */
export interface Authority {
  readonly said: Readonly<Record<string, string>>;
  readonly settings: Settings;
  readonly folder: string;
  readonly audience: string;
  /** A family's reference. */
  readonly family: string;
  /** An audit bundle of that family. */
  readonly bundle: string;
}

interface Founding {
  readonly name: string;
  /** Its DfE code. */
  readonly code: string;
  readonly folder: string;
  /** Where its people sign in. */
  readonly issuer: string;
}

/** Makes the store of an authority, with a family in it, in a folder of its own under this one. */
export async function founded({ name, code, folder: under, issuer }: Founding): Promise<Authority> {
  const folder = join(under, name);
  const audience = `family-help-${name}`;
  const issuers = join(under, `${name}.json`);
  const trusted = { issuer, audience, algorithms: ['ES256'] };
  writeFileSync(issuers, JSON.stringify([trusted]));
  const said = {
    FHR_DATA: folder,
    FHR_PORT: '0',
    FHR_FAMILIES: '0',
    FHR_ORIGIN: `${name}.example/family-help`,
    FHR_AUTHORITY: code,
    FHR_ISSUERS: issuers,
  };
  const settings = readSettings(said);
  const record = await openRecord(settings, { inline: true });
  const family = await familyIn(record);
  const bundle = join(under, `${name}.fambundle`);
  const asked = { family, purpose: 'AUDIT', principal: personas.auditor, door: 'CLI' } as const;
  const { text } = await createBundle(asked, record);
  writeFileSync(bundle, text);
  await record.close();
  return { said, settings, folder, audience, family, bundle };
}

async function familyIn({ door, projector }: FamilyRecord): Promise<string> {
  const send = async <T extends CommandType>(type: T, data: CommandOf<T>['data']) => {
    const answer = await door.send({
      type,
      data,
      commandId: randomUUID(),
      actor: { user: 'u-1', role: 'COORDINATOR', agency: 'front-door' },
      source: 'API',
    });
    await projector.reached(answer.position);
    return answer;
  };
  const names = [{ use: 'LEGAL', given: 'Ava', family: 'Example' }];
  const { id: child } = await send('RegisterPerson', {
    names,
    sex: 'F',
    adult: false,
    dateOfBirth: '2015-05-01',
  });
  const { reference = '' } = await send('RegisterFamily', { members: [{ person: child, role: 'CHILD' }] });
  return reference;
}
