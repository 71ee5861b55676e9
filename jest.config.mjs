// As the service runs.
process.env.NODE_ENV = 'production';

const suite = (displayName, testMatch, testPathIgnorePatterns = []) => ({
  displayName,
  testMatch,
  testPathIgnorePatterns: ['/node_modules/', ...testPathIgnorePatterns],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  testEnvironment: '<rootDir>/test/support/jest/environment.mjs',
  testRunner: '<rootDir>/test/support/jest/framework.mjs',
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  transform: {},
});

const deeper = ['\\.int\\.spec\\.ts$', '\\.e2e\\.spec\\.ts$'];

export default {
  maxWorkers: 2,
  // What waits for a disk or a process waits for a busy machine too; what hangs still ends.
  testTimeout: 60_000,
  // A worker that has nothing left to do (it was looked at) takes more than the usual half second to give its memory back.
  workerGracefulExitTimeout: 10_000,
  testSequencer: '<rootDir>/test/support/jest/longest-first.mjs',
  projects: [
    suite('unit', ['<rootDir>/{apps,libs,test,tools}/**/*.spec.ts'], deeper),
    suite('integration', ['<rootDir>/{apps,libs,test}/**/*.int.spec.ts']),
    suite('e2e', ['<rootDir>/{apps,libs,test}/**/*.e2e.spec.ts']),
  ],
};
