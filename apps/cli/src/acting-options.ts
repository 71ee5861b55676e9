import { Option } from 'commander';

export const persona = (): Option => new Option('--as <persona>', 'act as a development persona');

export const tokenFile = (): Option =>
  new Option('--token-file <file>', 'act with the token in a file').conflicts('as');

export const purpose = (): Option => new Option('--purpose <purpose>', 'why the record is opened');
