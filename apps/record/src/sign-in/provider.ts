import { randomBytes } from 'node:crypto';
import Provider, { interactionPolicy, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { isPersona, personas, type Principal } from '#libs/access';
import { DEVELOPMENT_TOKEN_SECONDS, developmentAudience, developmentKey } from '#libs/platform';
import { developmentClients } from './development-clients.ts';
import { keptInMemory } from './kept-in-memory.ts';

/** The one thing that tokens are for (RFC 8707). */
const RESOURCE = 'urn:family-help-record';
const DAY = 24 * 3600;

export interface ProviderParts {
  /** The issuer's name: the address at which it answers. */
  readonly issuer: string;
  /** The data folder, whose key signs. */
  readonly folder: string;
  /** The path of its pages. */
  readonly pages: string;
  /** Of the program that signs in itself. */
  readonly systemSecret: string;
}

/** The development issuer: OpenID Connect by authorization code with PKCE, as one of the personas. */
export async function developmentProvider(parts: ProviderParts): Promise<Provider> {
  const key = await developmentKey(parts.folder);
  return new Provider(parts.issuer, {
    adapter: keptInMemory(),
    jwks: { keys: [{ ...key, use: 'sig' }] },
    clients: clientsWith(parts.systemSecret),
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'], dPoPSigningAlgValues: ['ES256', 'EdDSA'] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    pkce: { required: () => true },
    responseTypes: ['code'],
    scopes: ['openid', 'offline_access'],
    ttl: {
      Session: DAY,
      Grant: DAY,
      Interaction: 3600,
      IdToken: 3600,
      RefreshToken: DAY,
      AccessToken: DEVELOPMENT_TOKEN_SECONDS,
      ClientCredentials: DEVELOPMENT_TOKEN_SECONDS,
    },
    interactions: { policy: whoEachTime(), url: (_, { uid }) => `${parts.pages}/${uid}` },
    renderError: (context, said) => {
      context.type = 'json';
      context.body = said;
    },
    findAccount: (_, id) => (isPersona(id) ? { accountId: id, claims: () => ({ sub: id }) } : undefined),
    loadExistingGrant: grantOf,
    extraTokenClaims: (context, { kind }) =>
      kind === 'ClientCredentials' ? claimsOf(personas.system) : claimsOfPerson(context),
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      clientCredentials: { enabled: true },
      dPoP: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: '',
          audience: developmentAudience,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
  } satisfies Configuration);
}

function clientsWith(systemSecret: string): NonNullable<Configuration['clients']> {
  return [
    {
      client_id: developmentClients.people,
      client_name: 'a program on this machine',
      // RFC 8252: on whichever port it listens.
      application_type: 'native',
      redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback', 'http://[::1]/callback'],
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    },
    {
      client_id: developmentClients.system,
      client_secret: systemSecret,
      redirect_uris: [],
      response_types: [],
      grant_types: ['client_credentials'],
      token_endpoint_auth_method: 'client_secret_basic',
    },
  ];
}

/** Who somebody is is asked each time, since a developer is one persona after another; whether they agree is not. */
function whoEachTime(): interactionPolicy.DefaultPolicy {
  const { base, Check } = interactionPolicy;
  const policy = base();
  policy.get('consent')?.checks.clear();
  policy
    .get('login')
    ?.checks.add(
      new Check('persona', 'a persona is chosen each time', ({ oidc }) =>
        oidc.result?.login === undefined ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT,
      ),
    );
  return policy;
}

/** What the persona that was chosen lets the program have. */
async function grantOf({ oidc }: KoaContextWithOIDC) {
  const { session, client, provider } = oidc;
  if (session?.accountId === undefined || client === undefined) return undefined;
  const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
  grant.addOIDCScope('openid offline_access');
  await grant.save();
  return grant;
}

function claimsOfPerson({ oidc }: KoaContextWithOIDC) {
  const { Account, AuthorizationCode, RefreshToken } = oidc.entities;
  const auth_time = (AuthorizationCode ?? RefreshToken)?.authTime;
  const id = Account?.accountId ?? '';
  if (!isPersona(id)) return undefined;
  return { ...claimsOf(personas[id]), ...(auth_time !== undefined && { auth_time }) };
}

function claimsOf({ role, agency, worker }: Principal) {
  return { role, agency, ...(worker !== undefined && { worker }) };
}
