import { Injectable } from '@nestjs/common';
import { Names as RecordNames } from '#libs/service';
import { ServedRecord } from '../served-record.ts';

/** What people call records, of the record that is served. */
@Injectable()
export class Names extends RecordNames {
  constructor(record: ServedRecord) {
    super(record);
  }
}
