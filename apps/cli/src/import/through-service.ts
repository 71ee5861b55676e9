import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { Rejected } from '#libs/contracts';
import type { ImportReport } from '#libs/service';
import { checkPersonas, refusalOf, tokenOf } from '../graphql.ts';
import { ownSettings } from '../own-settings.ts';
import type { Service } from '../service.ts';
import type { ImportOptions } from './options.ts';

/** Who an import is done as in development, where nobody else is named. */
const USUAL = 'coordinator';

/** Hands the file to the service that has the data folder open, and waits for as long as it takes. */
export async function importThrough(
  service: Service,
  file: Uint8Array,
  options: ImportOptions,
): Promise<ImportReport> {
  const isUsual = options.tokenFile === undefined && (options.as ?? USUAL) === USUAL;
  if (isUsual) checkPersonas(ownSettings().mode);
  const headers = {
    authorization: `Bearer ${service.operatorToken}`,
    'content-type': 'text/csv',
    'content-length': file.byteLength,
    ...(!isUsual && { 'x-acting-token': await tokenOf(options) }),
  };
  const url = new URL('/operator/import', service.address);
  for (const name of ['dryRun', 'acceptValid'] as const)
    if (options[name] === true) url.searchParams.set(name, 'true');
  const { status, body } = await posted(url, headers, file);
  const answer: unknown = JSON.parse(body);
  if (status !== 200) throw refusalOf(refusedAs(answer));
  return answer as ImportReport;
}

/** Without the limit on waiting that `fetch` has. */
function posted(
  url: URL,
  headers: Readonly<Record<string, string | number>>,
  body: Uint8Array,
): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const cutOff = (): void => reject(new Rejected('OUTCOME_UNKNOWN'));
    const sending = request(url, { method: 'POST', headers }, (response) => {
      buffer(response).then(
        (bytes) => resolve({ status: response.statusCode, body: bytes.toString('utf8') }),
        cutOff,
      );
    });
    sending.on('error', cutOff);
    sending.end(body);
  });
}

type RefusedAs = Parameters<typeof refusalOf>[0];

function refusedAs(answer: unknown): RefusedAs {
  return (answer as { errors?: readonly { extensions?: RefusedAs }[] }).errors?.[0]?.extensions;
}
