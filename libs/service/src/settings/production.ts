type Given = Readonly<Record<string, string | undefined>>;

/** What production refuses by name, before anything is opened or listens: one line each. */
export function productionRefusals(given: Given): string[] {
  if (given['FHR_MODE'] !== 'production') return [];
  const refused = Object.entries(UNSAFE).flatMap(([name, [isUnsafe, sentence]]) =>
    isUnsafe(given[name]) ? [`${name}: production refuses ${sentence}`] : [],
  );
  return [...refused, ...STORES.flatMap((name) => urlRefusals(name, given[name]))];
}

const isAbsent = (value: string | undefined): boolean => value === undefined;

/** When a setting's value is unsafe, and what it would be. */
const UNSAFE: Readonly<Record<string, readonly [(value: string | undefined) => boolean, string]>> = {
  FHR_ADDRESS: [(value = 'https:') => !value.startsWith('https:'), 'to be reached in the clear.'],
  FHR_CLOCK: [(value) => !isAbsent(value), 'a simulated clock.'],
  FHR_ISSUERS: [isAbsent, 'the local issuer; name a file of issuers.'],
  FHR_KEK_COMMAND: [
    (value = 'development.kek') => value.includes('development.kek'),
    'a local key file; name a command that prints the key.',
  ],
  NODE_TLS_REJECT_UNAUTHORIZED: [
    (value) => value === '0',
    'to talk to servers whose certificates nobody checked; leave it out.',
  ],
};

const STORES = ['FHR_STORE', 'FHR_ACCESS_STORE', 'FHR_KEYS'] as const;

/** What production refuses of an address, one line each that begins with the setting's name. */
export function urlRefusals(name: string, value = ''): string[] {
  const reasons: string[] = [];
  if (/[?&](tls|sslmode)=(false|disable)/i.test(value))
    reasons.push(`${name}: production refuses tls=false.`);
  if (/^[a-z+]+:\/\/[^/?#]*@/i.test(value)) reasons.push(`${name}: production refuses credentials in a URL.`);
  return reasons;
}

interface NamedIssuer {
  readonly issuer: string;
  readonly jwksUri?: string | undefined;
}

/** What of an issuer this mode refuses: development asks nobody but its own machine, production nobody in the clear. */
export function issuerRefusals(
  mode: 'development' | 'production',
  { issuer, jwksUri }: NamedIssuer,
): string[] {
  const asked = jwksUri ?? issuer;
  if (mode === 'development')
    return isOwnMachine(asked) ? [] : ['FHR_ISSUERS: development fetches keys from this machine only.'];
  return [
    ...(issuer.startsWith('https:')
      ? []
      : ['FHR_ISSUERS: production refuses an issuer that is not named by its https address.']),
    ...(asked === issuer || asked.startsWith('https:')
      ? []
      : ['FHR_ISSUERS: production fetches keys over https only.']),
    ...urlRefusals('FHR_ISSUERS', asked),
  ];
}

function isOwnMachine(address: string): boolean {
  const hostname = URL.parse(address)?.hostname ?? '';
  return /^(127(\.\d+){3}|localhost|\[::1\])$/.test(hostname);
}
