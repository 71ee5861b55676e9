import { describe, expect, it } from '@jest/globals';
import { commandTable, type CommandType } from '#libs/contracts';
import { mayCommand } from './may-command.ts';
import { roles } from './principal.ts';
import { strangers, type Relations } from './resource.ts';
import { commandMatrix } from './testing/command-matrix.ts';

const lines = commandMatrix
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/ +/))
  .map(([command, ...cells]) => ({ command: command as CommandType, cells }));

const standings: Readonly<Record<string, Relations>> = {
  '*': strangers,
  a: { ...strangers, assigned: true },
  o: { ...strangers, ownAgency: true },
  q: { ...strangers, asked: true },
  c: { ...strangers, custodian: true },
};

/** However a policy asks. */
const anyhow = { assigned: true, ownAgency: true, asked: true, custodian: true };

function answer(role: string, command: CommandType, relations: Relations): string {
  const decision = mayCommand({ user: 'u-1', role, agency: 'organisation-1' }, command, relations);
  return decision.effect === 'PERMIT' ? 'PERMIT' : decision.code;
}

function expected(code: string, standing: string): string {
  if (code === '-') return 'NOT_PERMITTED';
  return code === '*' || code === standing ? 'PERMIT' : 'NOT_FOUND';
}

describe('who may give which command', () => {
  it('has an expected answer for every command and role', () => {
    expect(lines.map(({ command }) => command).sort()).toEqual(Object.keys(commandTable).sort());
    expect(new Set(lines.map(({ cells }) => cells.length))).toEqual(new Set([roles.length]));
  });

  it.each(lines)('answers as the matrix says for $command', ({ command, cells }) => {
    for (const [standing, relations] of Object.entries(standings)) {
      expect(roles.map((role) => answer(role, command, relations))).toEqual(
        cells.map((code) => expected(code, standing)),
      );
    }
  });

  it('takes no order about a sealed record', () => {
    const sealed = { ...anyhow, sealed: true };
    for (const { command, cells } of lines) {
      expect(roles.map((role) => answer(role, command, sealed))).toEqual(
        cells.map((code) => (code === '-' ? 'NOT_PERMITTED' : 'NOT_FOUND')),
      );
    }
  });

  it('takes of a partner about whom agreement has ended what they have to tell and no other order, and others’ as before', () => {
    const telling =
      `ReceiveInformation ProposeStepUp EscalateStepUp IdentifySafeguardingConcern PassToChildrensServices
      ReceiveContact SeekAdvice ReceiveRequest ReceiveRequestInformation ReceiveAgencyInformation RecordInformationNotProvided
      WithdrawRequest SeekAgreement AcknowledgeDisclosure NotifyDisclosureError`.split(/\s+/);
    const ended = { ...strangers, ...anyhow, agreementEnded: true };
    for (const { command, cells } of lines)
      for (const [at, role] of roles.entries()) {
        const permitted = role === 'PARTNER' && !telling.includes(command) ? 'NOT_FOUND' : 'PERMIT';
        expect(answer(role, command, ended)).toBe(cells[at] === '-' ? 'NOT_PERMITTED' : permitted);
      }
    for (const command of telling as CommandType[])
      expect(answer('PARTNER', command, { ...ended, sealed: true })).toBe('NOT_FOUND');
    for (const command of ['ReceiveInformation', 'IdentifySafeguardingConcern'] as const)
      expect(answer('PARTNER', command, { ...strangers, agreementEnded: true })).toBe('NOT_FOUND');
  });

  it('takes no order from a role that is not of the code set', () => {
    for (const role of ['', 'constructor', '__proto__', 'toString']) {
      expect(answer(role, 'StepUp', { ...strangers, assigned: true })).toBe('NOT_PERMITTED');
    }
  });
});
