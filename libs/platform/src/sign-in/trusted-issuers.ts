import { Rejected } from '#libs/contracts';
import type { Issuer, Settings } from '#libs/service';
import { localIssuer } from '../local-issuer.ts';
import type { Log } from '../log.ts';
import type { TrustedIssuer } from '../token-verifier.ts';
import { entraShape } from './entra-id.ts';
import { IssuerKeys, keysOf } from './issuer-keys.ts';
import { cis2Shape } from './nhs-cis2.ts';
import { isAnywhere, isOwnMachine, isPublic, IssuerFault, type AddressRule } from './read-json.ts';
import { recordShape, type TokenShape } from './token-shape.ts';

/** Of the settings. */
type Said = Pick<Settings, 'folder' | 'issuers' | 'mode'>;

/**
 * The issuers of the settings, in development its own where they name none; each is asked once for its keys. SETTINGS_REFUSED, by name, where one is not to be trusted:
 * it names another issuer, leads somewhere else, or has its keys without TLS or, in production, at a private address. One
 * that does not answer is asked again when a token of it comes. An address of keys that the settings say is believed to
 * be where it is.
 */
export async function trustedIssuers(
  { folder, issuers, mode }: Said,
  log: Log,
): Promise<readonly TrustedIssuer[]> {
  if (issuers === undefined) return [await localIssuer(folder)];
  const trusted = issuers.map((issuer) => trustedIssuer(issuer, issuers, { mode, log }));
  const refused = await Promise.all(trusted.map(faultAtStart));
  const reasons = refused.filter((reason) => reason !== undefined);
  if (reasons.length > 0)
    throw new Rejected('SETTINGS_REFUSED', {
      reason: reasons.map((reason) => `FHR_ISSUERS: ${reason}.`).join('\n'),
    });
  return trusted.map(({ issuer }) => issuer);
}

interface Trusted {
  readonly issuer: TrustedIssuer;
  readonly kept: IssuerKeys;
}

async function faultAtStart({ issuer, kept }: Trusted): Promise<string | undefined> {
  try {
    await kept.begin();
    return undefined;
  } catch (reason) {
    if (reason instanceof IssuerFault) return `${issuer.issuer}: ${reason.message}`;
    throw reason;
  }
}

function trustedIssuer(
  issuer: Issuer,
  all: readonly Issuer[],
  { mode, log }: Pick<Said, 'mode'> & { readonly log: Log },
): Trusted {
  const { issuer: name, audience, algorithms, longestLife, jwksUri } = issuer;
  const isAllowed = addressRule(mode, jwksUri);
  const kept = new IssuerKeys({
    ask: () => keysOf({ issuer: name, jwksUri, isAllowed, onlyTls: mode === 'production' }),
    failed: ({ kind }) => log('warn', 'an issuer was not heard', { issuer: name, code: kind }),
  });
  const foreign = all
    .filter((other) => other.issuer !== name && other.users !== '' && issuer.users === '')
    .map(({ users }) => users);
  const trusted = { issuer: name, audience, algorithms, longestLife, keys: kept.find };
  return { issuer: { ...trusted, shape: withoutForeign(shapeOf(issuer), foreign) }, kept };
}

function addressRule(mode: Said['mode'], jwksUri: string | undefined): AddressRule {
  if (mode === 'development') return isOwnMachine;
  return jwksUri === undefined ? isPublic : isAnywhere;
}

function shapeOf(issuer: Issuer): TokenShape {
  switch (issuer.shape) {
    case 'RECORD':
      return recordShape(issuer.users);
    case 'ENTRA_ID':
      return entraShape(issuer.tenant, issuer.users, issuer.mapping);
    case 'NHS_CIS2':
      return cis2Shape(issuer.users, issuer.mapping, issuer.assurance);
  }
}

/** An issuer that puts nothing before its users' ids may not mean another's user by one of them. */
function withoutForeign(shape: TokenShape, foreign: readonly string[]): TokenShape {
  return {
    ...shape,
    read: (payload) => {
      const claimed = shape.read(payload);
      if (foreign.some((users) => claimed.principal.user.startsWith(users)))
        throw new Rejected('UNAUTHENTICATED');
      return claimed;
    },
  };
}
