/** Records of one family in the file. */
export interface Known {
  readonly family: string;
  readonly person: string;
  readonly request: string;
  /** An event's. */
  readonly position: number;
  /** The log's last one then. */
  readonly head: number;
}

/** What one root field of a query may be asked of; each is one read. */
export const FIELDS: readonly ((of: Known) => string)[] = [
  ({ family }) => `family(reference: "${family}", purpose: $purpose) { members { name } episode { status } }`,
  ({ family }) => `familyTimeline(family: "${family}", purpose: $purpose) { nodes { type summary data } }`,
  ({ person }) => `person(reference: "${person}", purpose: $purpose) { name dateOfBirth }`,
  ({ person }) => `whatWasKnown(person: "${person}", purpose: $purpose) { nodes { summary } }`,
  ({ person }) => `levelHistory(child: "${person}", purpose: $purpose) { spans { level } }`,
  ({ person }) => `openEpisodeFor(person: "${person}", purpose: $purpose) { answer }`,
  ({ request }) => `request(reference: "${request}", purpose: $purpose) { state form }`,
  ({ position }) => `event(id: "${position}", purpose: $purpose) { type data }`,
  ({ family }) => `whoSaw(family: "${family}", purpose: $purpose, first: 5) { nodes { user purpose } }`,
  () => 'families(purpose: $purpose, first: 5) { nodes { reference } }',
  () => 'requests(purpose: $purpose, first: 5) { nodes { reference state } }',
  ({ family, position }) =>
    `compareFamily(family: "${family}", from: { position: "${position}" }, purpose: $purpose) { changed { path } }`,
  ({ family }) => `changesSince(family: "${family}", purpose: $purpose, first: 5) { nodes { position } }`,
  ({ family }) => `household(family: "${family}", purpose: $purpose) { asOf { position } }`,
  ({ family }) => `disclosures(family: "${family}", purpose: $purpose) { asOf { position } }`,
  ({ person }) => `agreements(person: "${person}", purpose: $purpose) { asOf { position } }`,
  ({ family }) => `accessLog(family: "${family}", purpose: $purpose, first: 5) { nodes { user reads } }`,
  ({ family }) => `whoLooked(family: "${family}", until: "2026-01-01", purpose: $purpose) { days { day } }`,
  () => 'unusualAccess(on: "2026-01-01", purpose: $purpose) { found { rule } }',
  () => 'due(purpose: $purpose, first: 5) { nodes { clock } }',
  () => 'matchPerson(family: "Roberts", dateOfBirth: "2015", purpose: $purpose) { matches { score } }',
];
