import { randomUUID } from 'node:crypto';
import type { PersonaName } from '#libs/access';
import type { CommandType, JsonObject } from '#libs/contracts';
import type { Receipt } from '../../apps/record/src/testing/served.ts';
import { markedInput } from './marked-input.ts';
import { tellOfPanels } from './panel-story.ts';
import type { ServiceProcess } from './processes.ts';
import { tellCorrections } from './story-of-corrections.ts';
import { tellLeavingOut, tellPartings } from './story-of-families.ts';
import { tellLinks, tellMatters, tellOfSubject, tellPregnancies } from './story-of-people.ts';
import { tellForgetting } from './story-of-forgetting.ts';
import { tellAssessments } from './story-of-assessments.ts';
import { tellPlans } from './story-of-plans.ts';
import { tellSampling } from './story-of-sampling.ts';
import { tellSharing } from './story-of-sharing.ts';
import { KEYWORKER, UNBORN, CHILD, FORM } from './story-values.ts';

interface Sent {
  readonly persona: PersonaName;
  readonly input: JsonObject;
  id?: string;
}

/** One story in which every command that people send is sent through the public API, with marked texts. */
export class WholeStory {
  /** Of each command, what was sent last, by whom, and the id of what it made. */
  readonly told = new Map<CommandType, Sent>();
  service: Pick<ServiceProcess, 'ask'>;

  constructor(service: Pick<ServiceProcess, 'ask'>) {
    this.service = service;
  }

  async tell() {
    const help = await this.#agencies();
    const people = await this.#people();
    const request = await this.#requests(people);
    const family = await this.#family(people, request);
    const episode = await this.#helping({ ...help, ...people, family, request });
    await this.#steps({ ...help, ...people, request, family, episode });
    await tellCorrections(this, family);
    await tellOfPanels(this.send.bind(this), { ...help, ...people, family, episode });
    await tellPlans(this, { ...help, ...people, family, episode });
    await tellAssessments(this, { ...help, ...people, family, episode });
    await tellSharing(this, { ...help, ...people, family });
    await tellPartings(this, { ...help, ...people, family });
    await this.#endings({ ...help, ...people, request, family, episode });
    await tellPregnancies(this, people);
    await tellMatters(this, people);
    await tellForgetting(this, people);
    await tellLinks(this, { ...help, ...people });
    await tellSampling(this, help);
    return { ...help, ...people, request, family, episode };
  }

  /** Gives a command; answers the id of what it made. */
  async send(persona: PersonaName, type: CommandType, given: JsonObject = {}): Promise<string> {
    const sent: Sent = { persona, input: { commandId: randomUUID(), ...markedInput(type, given) } };
    this.told.set(type, sent);
    return (sent.id = await this.#sent(type, sent));
  }

  /** Gives a command as it was given last, under the same command id. */
  async sendAgain(type: CommandType): Promise<string> {
    const sent = this.told.get(type);
    if (sent === undefined) throw new Error(`no ${type} was sent`);
    return this.#sent(type, sent);
  }

  async #sent(type: CommandType, { persona, input }: Sent): Promise<string> {
    const name = `${type[0]?.toLowerCase()}${type.slice(1)}`;
    const query = `mutation ($input: ${type}Input!) { ${name}(input: $input) { id } }`;
    const { data, errors } = await this.service.ask(persona, query, { input });
    if (errors) throw new Error(`${type}: ${JSON.stringify(errors)}`);
    return (data?.[name] as Receipt).id;
  }

  async #agencies() {
    const named = { name: 'Reed Centre', agencyType: 'FAMILY_CENTRE' };
    const school = { ...named, name: 'Hill School' };
    const agency = await this.send('administrator', 'RegisterOrganisation', school);
    const care = { ...named, agencyType: 'SOCIAL_CARE' };
    const other = await this.send('administrator', 'RegisterOrganisation', care);
    const renamed = { organisation: other, name: 'Reed Family Centre' };
    await this.send('administrator', 'RenameOrganisation', renamed);
    const worker = (of: string, user: string, more: JsonObject = {}) =>
      this.send('administrator', 'RegisterWorker', { agency: of, user, ...KEYWORKER, ...more });
    const keyworker = await worker(agency, 'practitioner');
    const second = await worker(agency, 'second');
    const third = await worker(other, 'third');
    const manager = await worker(agency, 'manager', { role: 'TEAM_MANAGER' });
    await this.send('administrator', 'RecordTraining', { worker: third, training: 'SAFEGUARDING' });
    return { agency, other, keyworker, second, third, manager };
  }

  async #people() {
    const person = (more: JsonObject) =>
      this.send('coordinator', 'RegisterPerson', {
        adult: false,
        expectedDeliveryDate: null,
        multipleIndex: null,
        identifiers: null,
        ...more,
      });
    const number = { scheme: 'NHS', value: '9997783530' };
    return {
      unborn: await person(UNBORN),
      lost: await person(UNBORN),
      child: await person({ identifiers: [number] }),
      sibling: await person({}),
      parent: await person({ adult: true, dateOfBirth: '1990' }),
    };
  }

  async #requests({ child }: { child: string }) {
    const request = await this.send('coordinator', 'ReceiveRequest', {
      ...FORM,
      children: [
        { ...CHILD, person: child },
        { ...CHILD, ...UNBORN },
      ],
    });
    await this.send('coordinator', 'AcknowledgeRequest', { request, how: 'EMAIL' });
    await this.send('coordinator', 'ReceiveRequestInformation', { request });
    return request;
  }

  async #family({ child, sibling, parent }: Record<'child' | 'sibling' | 'parent', string>, request: string) {
    const members = [
      { person: child, role: 'CHILD', livesHere: 'FULL' },
      { person: parent, role: 'MOTHER', livesHere: 'FULL' },
    ];
    const family = await this.send('coordinator', 'RegisterFamily', { members, request });
    const member = { family, person: sibling, role: 'CHILD' };
    await this.send('coordinator', 'AddMember', { ...member, livesHere: 'PART' });
    await this.send('coordinator', 'ChangeMemberRole', { ...member, livesHere: 'FULL' });
    await this.send('coordinator', 'LinkRequestToFamily', { request, family });
    await tellOfSubject(this, request, sibling);
    return family;
  }

  async #helping({ family, child, sibling, parent, request, ...of }: Helped) {
    const { agency, other, keyworker, second, manager } = of;
    await this.send('coordinator', 'TriageRequest', { request, outcome: 'IFST', decidedBy: keyworker });
    const decided = { level: 'L2', indicators: ['L2.01'] };
    const episode = await this.send('manager', 'OpenEpisode', {
      family,
      children: [{ child, ...decided }],
      route: 'REQUEST',
      request,
      agency,
      keyworker,
      decidedBy: keyworker,
    });
    const about = { family, episode, decidedBy: keyworker };
    await this.send('practitioner', 'AddChildToEpisode', { ...about, child: sibling, ...decided });
    await tellLeavingOut(this, { ...about, child: sibling, ...decided }, parent);
    await this.send('practitioner', 'DecideLevelOfNeed', { ...about, child, ...decided });
    const up = { ...about, child, from: 'L2', to: 'L3', indicators: ['L3.01'] };
    await this.send('practitioner', 'StepUp', up);
    await this.send('practitioner', 'StepDown', { ...up, from: 'L3', to: 'L2', indicators: ['L2.01'] });
    await this.send('coordinator', 'ReceiveInformation', { family, episode, from: 'POLICE' });
    const again = await this.send('coordinator', 'ReceiveRequest', FORM);
    await this.send('coordinator', 'FlagDuplicateOfOpenWork', { request: again, family, episode });
    await this.send('coordinator', 'WithdrawRequest', { request: again });
    const withoutAgreement = { manager, basis: 'PUBLIC_TASK' };
    const to = { family, episode, to: second, agency, withoutAgreement };
    await this.send('manager', 'HandOverKeyworker', to);
    await this.#overseeing({ family, episode, keyworker });
    await this.send('manager', 'ChangeAccountableAgency', { family, episode, to: other });
    return episode;
  }

  async #overseeing({ family, episode, keyworker }: Record<'family' | 'episode' | 'keyworker', string>) {
    const about = { family, episode };
    const until = '2026-12-31';
    await this.send('manager', 'ArrangeTemporaryCover', { ...about, worker: keyworker, until });
    await this.send('manager', 'EndTemporaryCover', about);
    await this.send('manager', 'RecordSupervision', { ...about, supervisor: keyworker });
    await this.send('manager', 'RecordNonEngagement', { ...about, attempts: 3 });
    await this.send('manager', 'AcknowledgeDrift', { ...about, acknowledgedBy: keyworker });
    await this.send('manager', 'ChangeDistrict', { family });
  }

  async #steps({ family, episode, child, keyworker, other, third }: Helped & { episode: string }) {
    const about = { family, episode };
    const up = { ...about, children: [child], target: 'CIN_S17', proposedBy: keyworker };
    const step = await this.send('manager', 'ProposeStepUp', up);
    await this.send('social-worker', 'DeclineStepUp', { ...about, step });
    await this.send('manager', 'EscalateStepUp', { ...about, step });
    const receiving = { receivingAgency: other, receivingWorker: third };
    const taken = { ...about, step, to: 'L4', indicators: ['L4.01'] };
    await this.send('social-worker', 'AcceptStepUp', { ...taken, ...receiving });
    await this.send('social-worker', 'NoteStatutoryStatus', { ...about, child, status: 'CP_S47_ENQUIRY' });
    const down = { ...about, children: [child], from: 'CIN_S17' };
    const unready = await this.send('social-worker', 'ProposeStepDown', down);
    await this.send('manager', 'DeclineStepDown', { ...about, step: unready });
    const ready = await this.send('social-worker', 'ProposeStepDown', down);
    const back = { ...about, step: ready, to: 'L3', indicators: ['L3.01'] };
    await this.send('manager', 'AcceptStepDown', { ...back, receivingWorker: third });
  }

  /** Help ends, and begins again; some of those who helped go. */
  async #endings({ family, episode, child, sibling, parent, ...of }: Helped & { episode: string }) {
    const { agency, other, keyworker, second, third } = of;
    const outcomes = [{ child }, { child: sibling }];
    const reason = 'AUTHORITY_REORGANISED';
    await this.send('manager', 'CloseEpisode', { family, episode, reason, outcomes });
    await this.send('coordinator', 'RemoveMember', { family, person: parent, to: '2026-03' });
    await this.send('manager', 'ReopenEpisode', { family, episode, agency: other, keyworker: third });
    await this.send('administrator', 'MoveWorker', { worker: keyworker, agency: other, role: 'KEYWORKER' });
    await this.send('administrator', 'SuspendWorker', { worker: second, reviewBy: '2026-04-01' });
    await this.send('manager', 'ReinstateWorker', { worker: second });
    await this.send('administrator', 'EndWorker', { worker: second });
    await this.send('administrator', 'EndOrganisation', { organisation: agency, successor: other });
    await this.send('administrator', 'StrikeOffNode', { node: `node-${'0'.repeat(26)}` });
  }
}

type Help = Record<'agency' | 'other' | 'keyworker' | 'second' | 'third' | 'manager', string>;
type Helped = Help & Record<'child' | 'sibling' | 'parent' | 'request' | 'family', string>;
