// The import table of the architecture, folders and packages. A lib's tests keep to it as well;
// they may only use the test packages besides.
const lib = (names) => `^libs/(${names})/`;
const tests = '\\.(spec|contract)\\.ts$|/testing/';

const mayImport = {
  contracts: '',
  ledger: '',
  sampling: '',
  reference: 'contracts',
  domain: 'contracts|reference',
  vault: 'contracts|ledger',
  'event-store': 'contracts|ledger',
  'read-models': 'contracts|reference|event-store|vault',
  access: 'contracts|reference',
  service: 'contracts|reference|domain|event-store|ledger|sampling|vault|access|read-models',
};

const folderRules = Object.entries(mayImport).map(([name, others]) => ({
  name: `${name}-imports`,
  severity: 'error',
  from: { path: lib(name) },
  to: { path: '^(apps|libs|test|tools)/', pathNot: lib(others ? `${name}|${others}` : name) },
}));

// package → who may import it; a package that is not here may be imported anywhere but in the domain.
const packageHomes = {
  '@nestjs/': '^(apps|test)/|^libs/platform/',
  '(@apollo|@as-integrations)/|graphql(-scalars)?/|express/|helmet/': '^(apps|test)/|^libs/platform/',
  '@(connectrpc|bufbuild)/': '^(apps|test)/',
  'class-(validator|transformer)/': '^(apps|test)/|^libs/(contracts|service|platform)/',
  '@eventstore/db-client/': '^libs/event-store/',
  '@skyra/jaro-winkler/': '^libs/read-models/|^libs/service/src/settings/unknown-settings',
  'double-metaphone/': '^libs/read-models/',
  '@faker-js/faker/': '^(test/|libs/service/)',
  'csv-(parse|stringify)/': '^(test/|libs/(service|reference)/)',
  '(@types/)?pg/': '^libs/vault/',
  'jose/': '^(apps|test)/|^libs/platform/',
  'oidc-provider/': '^apps/record/src/sign-in/|^test/',
  'pino/': '^apps/|^libs/platform/',
  '(@opentelemetry|prom-client)/': '^test/|^libs/platform/',
  'commander/': '^apps/cli/',
  'cli-progress/': '^apps/(cli|record)/',
  '(@jest/globals|@nestjs/testing|@cedar-policy|@grpc/grpc-js|fast-check|graphql-http|supertest)/': `^test/|${tests}`,
};

const packageRules = Object.entries(packageHomes).map(([packages, home]) => ({
  name: `package-at-home: ${packages}`,
  severity: 'error',
  from: { path: '^(apps|libs|test)/', pathNot: home },
  to: { path: `^node_modules/(${packages})` },
}));

const nodeModule = (names) => ({ dependencyTypes: ['core'], path: `^(node:)?(${names})$` });

export default {
  forbidden: [
    ...folderRules,
    ...packageRules,
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: lib('domain'), pathNot: tests },
      to: { pathNot: '^libs/' },
    },
    {
      name: 'database-where-rows-are-kept',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: `${lib('event-store|vault|read-models')}|${tests}` },
      to: nodeModule('sqlite'),
    },
    {
      name: 'platform-imports-no-app',
      severity: 'error',
      from: { path: lib('platform') },
      to: { path: '^(apps|test|tools)/' },
    },
    {
      name: 'app-imports-no-other-app',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'nobody-imports-tests',
      severity: 'error',
      from: { path: '^(apps|libs)/' },
      to: { path: '^test/' },
    },
    {
      name: 'nothing-that-ships-imports-a-test',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'lib-through-its-index',
      severity: 'error',
      from: { path: '^(apps|test|tools)/' },
      to: {
        path: '^libs/',
        pathNot: '^libs/([^/]+/src/index|contracts/src/commands|[^/]+/src/testing/.+)\\.ts$',
      },
    },
    {
      name: 'lib-through-the-other-libs-index',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/', pathNot: '^libs/$1/|^libs/([^/]+/src/index|contracts/src/commands)\\.ts$' },
    },
    {
      name: 'index-not-from-inside',
      severity: 'error',
      from: { path: '^libs/([^/]+)/', pathNot: tests },
      to: { path: '^libs/$1/src/index\\.ts$' },
    },
    {
      name: 'no-development-package-in-what-ships',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'node', 'import', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
