import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const noEnum = { selector: 'TSEnumDeclaration', message: 'Write a union of strings.' };
const noDoubleCast = {
  selector: 'TSAsExpression > TSAsExpression > TSUnknownKeyword',
  message: 'Check the shape instead of casting through unknown.',
};
const noDecorator = {
  selector: 'Decorator',
  message: 'Libs run as they stand: no decorators outside *.module.ts.',
};
const noParameterProperty = {
  selector: 'TSParameterProperty',
  message: 'Libs run as they stand, under type stripping: declare the field.',
};
const clockAndChance = 'A rule is given its time, ids and chance with the command.';

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', '.cache/', 'data/', '**/generated/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { allowDefaultCaseForExhaustiveSwitch: false, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/max-params': ['error', { max: 4 }],
      // An adapter of an asynchronous port may have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      complexity: ['error', { max: 8, variant: 'modified' }],
      'max-depth': ['error', 3],
      'max-lines': ['error', 250],
      eqeqeq: 'error',
      'no-console': 'off',
      'no-restricted-syntax': ['error', noEnum, noDoubleCast],
    },
  },
  {
    files: ['libs/**/*.ts'],
    ignores: ['**/*.module.ts', '**/*.spec.ts', 'libs/contracts/src/commands.ts', 'libs/platform/**'],
    rules: { 'no-restricted-syntax': ['error', noEnum, noDoubleCast, noDecorator, noParameterProperty] },
  },
  {
    files: ['libs/domain/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...[
          'Date',
          'process',
          'performance',
          'crypto',
          'setTimeout',
          'setInterval',
          'setImmediate',
          'fetch',
        ].map((name) => ({ name, message: clockAndChance })),
      ],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: clockAndChance }],
    },
  },
);
