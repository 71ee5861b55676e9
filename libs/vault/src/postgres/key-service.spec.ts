import { describe, expect, it } from '@jest/globals';
import { addressFault, connectionOf } from './key-service.ts';

describe('the address of a key database', () => {
  it('is talked to encrypted, its certificate checked, unless it says otherwise', () => {
    expect(connectionOf({ connection: 'postgres://keys.example/fhr' })).toMatchObject({
      host: 'keys.example',
      port: 5432,
      database: 'fhr',
      ssl: true,
    });
    expect(connectionOf({ connection: 'postgres://127.0.0.1:6432/fhr?sslmode=disable' })).toMatchObject({
      port: 6432,
      ssl: false,
    });
  });

  it('goes by a socket of this machine in the clear', () => {
    const connection = 'postgres:///fhr?host=/var/run/postgresql';
    expect(connectionOf({ connection })).toMatchObject({ host: '/var/run/postgresql', ssl: false });
  });

  it('takes the user of a file as it is written, and its own as a URL has it', () => {
    const connection = 'postgres://a%3Ab:p%25@keys.example/fhr';
    expect(connectionOf({ connection })).toMatchObject({ user: 'a:b', password: 'p%' });
    expect(connectionOf({ connection, user: 'fhr:p%25:x' })).toMatchObject({
      user: 'fhr',
      password: 'p%25:x',
    });
  });

  it.each([
    ['is no address', 'postgres:'],
    ['names no database', 'postgres://keys.example/'],
    ['takes less than a checked certificate', 'postgres://keys.example/fhr?sslmode=require'],
    ['asks for what is not known', 'postgres://keys.example/fhr?options=-csynchronous_commit=off'],
  ])('is refused where it %s', (_, connection) => {
    expect(addressFault(connection)).toMatch(/^The address of the key database /);
  });
});
