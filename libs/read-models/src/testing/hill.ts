import { Story } from './story.ts';

export const FAMILY = 'family-hill';
export const EPISODE = 'episode-1';
export const REQUEST = 'request-1';
export const AVA = 'p-ava';
export const BEN = 'p-ben';
export const MUM = 'p-mum';
const KEYWORKER = 'worker-kim';
const AGENCY = 'organisation-a';

/** Ava Hill and her mother, registered from a request on 1 March 2026, with an episode of help open at L2. */
export function hillFamily(): Story {
  const story = new Story();
  story.tell('code-set', {
    type: 'CodeSetPublished',
    data: { name: 'level', version: '2026.1', content: LEVELS },
  });
  story.tell(REQUEST, { type: 'RequestReceived', data: request() }, { families: [FAMILY] });
  register(story, AVA, { given: 'Ava', family: 'Hill' }, { dateOfBirth: '2019-02-28', adult: false });
  register(story, MUM, { given: 'Mia', family: 'Hill' }, { adult: true });
  story.tell(FAMILY, [
    { type: 'FamilyRegistered', data: { reference: 'F-HILL', request: REQUEST } },
    { type: 'MemberJoined', data: { person: AVA, role: 'CHILD', livesHere: 'FULL' } },
    { type: 'MemberJoined', data: { person: MUM, role: 'MOTHER', livesHere: 'FULL' } },
  ]);
  story.tell(FAMILY, [
    {
      type: 'EpisodeOpened',
      data: {
        episode: EPISODE,
        children: [AVA],
        route: 'REQUEST',
        district: 'herts.ff.stevenage',
        request: REQUEST,
      },
    },
    { type: 'LevelOfNeedDecided', data: level(AVA, 'L2') },
    { type: 'AccountableAgencyAssigned', data: { episode: EPISODE, agency: AGENCY } },
    {
      type: 'KeyworkerAssigned',
      data: { episode: EPISODE, worker: KEYWORKER, agency: AGENCY, familyAgreed: true },
    },
  ]);
  return story;
}

export function register(
  story: Story,
  person: string,
  name: { given: string; family: string },
  more: { dateOfBirth?: string; adult: boolean },
): number {
  return story.tell(
    `person-${person}`,
    {
      type: 'PersonRegistered',
      data: {
        reference: `N-${person.slice(2).toUpperCase()}`,
        names: [{ use: 'LEGAL', ...name }],
        sex: 'F',
        ...more,
      },
    },
    { occurredAt: { precision: 'UNKNOWN' } },
  );
}

export function level(child: string, to: string) {
  return {
    episode: EPISODE,
    child,
    level: to,
    indicators: ['L2.01'],
    rationale: 'Mornings',
    decidedBy: KEYWORKER,
  };
}

export function step(child: string, from: string, to: string) {
  const type: 'SteppedUp' | 'SteppedDown' = to > from ? 'SteppedUp' : 'SteppedDown';
  const decision = {
    episode: EPISODE,
    child,
    from,
    to,
    indicators: ['L3.07'],
    rationale: 'Worse',
    decidedBy: KEYWORKER,
  };
  return { type, data: decision };
}

export function request() {
  return {
    reference: 'R-1',
    requestRef: 'RFS-1',
    source: '2A',
    channel: 'PORTAL',
    urgency: 'SOON',
    agreement: 'GIVEN_SIGNED',
    district: 'herts.ff.stevenage',
    gss: 'E07000243',
    family: FAMILY,
    children: [{ person: AVA, givenName: 'Ava', familyName: 'Hill', dateOfBirth: '2019-02-28', sex: 'F' }],
    answers: { whatIsWorrying: 'Not sleeping' },
  };
}

const LEVELS = JSON.stringify({
  name: 'level',
  version: '2026.1',
  title: 'Continuum of Need',
  source: 'Test',
  codes: ['L1', 'L2', 'L3', 'L4'].map((code) => ({ code, title: code })),
});
