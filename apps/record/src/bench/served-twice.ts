// Serves the simulated record of a folder twice, for a benchmark that started it: as it is, and without records of its reads.
process.env['NODE_ENV'] ??= 'production';

const { localIssuer, openLog, tokenVerifier } = await import('#libs/platform');
const { openRecord, readSettings, unrecordedReads } = await import('#libs/service');
const { createServer } = await import('../server.ts');

const LOOPBACK = '127.0.0.1';

const [folder = ''] = process.argv.slice(2);
const record = await openRecord(readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0' }));
const options = {
  verify: tokenVerifier([await localIssuer(folder)]),
  log: openLog(),
  showsSchema: false,
};
const recorded = await createServer(record, options);
const unrecorded = await createServer({ ...record, reads: unrecordedReads(record) }, options);

process.on('message', () => process.send?.(process.cpuUsage()));
process.once('disconnect', () => {
  void Promise.all([recorded.close(), unrecorded.close()]).then(() => record.close());
});
process.send?.({
  recorded: await recorded.listen(0, LOOPBACK),
  unrecorded: await unrecorded.listen(0, LOOPBACK),
});
