import next from 'eslint-config-next/core-web-vitals';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** A rule that refuses whatever one of the selectors finds. */
function ban(message, ...selectors) {
  return {
    meta: { type: 'problem', schema: [] },
    create: (context) => Object.fromEntries(selectors.map((selector) => [selector, (node) => context.report({ node, message })])),
  };
}

const ENVIRONMENT = 'MemberExpression[object.name="process"][property.name="env"]';

/** The rules of this house, each with the places that are its exception. tests/unit/lint.test.ts breaks each once. */
const house = {
  'one-clock': {
    rule: ban(
      'Only lib/platform/time.ts reads the clock: take an instant as an argument.',
      'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
      'NewExpression[callee.name="Date"][arguments.length=0]',
      'CallExpression[callee.name="Date"]',
      'MemberExpression[object.name="Temporal"][property.name="Now"]',
    ),
    except: ['lib/platform/time.ts'],
  },
  'one-configuration': {
    rule: ban('Only lib/platform/config.ts reads the environment: ask config().', ENVIRONMENT, 'ImportDeclaration[source.value=/^(node:)?process$/]'),
    except: ['lib/platform/config.ts', 'proxy.ts', 'instrumentation.ts', 'scripts/**', 'tests/**', '**/*.test.{ts,tsx}', '*.config.{ts,mjs}'],
  },
  // These two run before or without the application: they may ask what kind of process this is, and no more.
  'kind-of-process-only': {
    rule: ban('Of the environment, only NODE_ENV and NEXT_RUNTIME may be read here.', `:not(MemberExpression[property.name=/^(NODE_ENV|NEXT_RUNTIME)$/], MemberExpression[property.value=/^(NODE_ENV|NEXT_RUNTIME)$/]) > ${ENVIRONMENT}`),
    files: ['proxy.ts', 'instrumentation.ts'],
    except: [],
  },
  'database-in-stores': {
    rule: ban(
      'Only store files touch the database: write a store function that takes a Tx.',
      'MemberExpression[property.name="db"]',
      'ObjectPattern > Property[key.name="db"]',
      'ImportSpecifier[imported.name=/^Prisma(Client)?$/]',
      'ImportDeclaration[source.value=/@prisma|db.generated|db.client$|^pg$/]',
    ),
    except: ['lib/**/*store.ts', 'lib/platform/**', 'scripts/**', 'tests/**', 'prisma.config.ts'],
  },
  'parameters-only': {
    rule: ban('SQL takes its values as parameters: use $queryRaw or $executeRaw with a template.', 'MemberExpression[property.name=/^\\$(query|execute)RawUnsafe$/]', 'MemberExpression[object.name="Prisma"][property.name="raw"]'),
    except: [],
  },
  'no-raw-html': {
    rule: ban('React escapes what people typed; nothing goes around it.', 'JSXAttribute[name.name="dangerouslySetInnerHTML"]', 'Property[key.name="dangerouslySetInnerHTML"]', 'AssignmentExpression[left.property.name=/^(inner|outer)HTML$/]'),
    except: [],
  },
  'plain-links': {
    rule: ban('A link that is prefetched would be a ledger entry nobody made: write <a href>.', 'ImportDeclaration[source.value=/^next.link(\\.js)?$/]'),
    except: [],
  },
  'stable-addresses': {
    rule: ban('Server actions change their address at every deployment: write a POST route.', 'ExpressionStatement[directive="use server"]'),
    except: [],
  },
  'one-body-reader': {
    rule: ban('Bodies are read by lib/platform/http/body.ts, which turns no byte into another.', 'CallExpression[callee.property.name="formData"]'),
    except: ['lib/platform/http/body.ts'],
  },
};

const CODE = ['**/*.{ts,tsx}'];

export default defineConfig(
  globalIgnores(['.next/', '.doorstep/', 'lib/platform/db/generated/', 'public/', 'next-env.d.ts', 'test-results/', 'playwright-report/', 'coverage/']),
  { linterOptions: { noInlineConfig: true } },
  next,
  {
    files: CODE,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // A function may be async because its type asks for a promise.
      '@typescript-eslint/require-await': 'off',
      // Functions that travel together as an object close over what they need; none of them says `this`.
      '@typescript-eslint/unbound-method': 'off',
      // Pages are left by plain <a> and by the address, see plain-links.
      '@next/next/no-html-link-for-pages': 'off',
      '@next/next/no-location-assign-relative-destination': 'off',
    },
  },
  { files: ['app/**', 'components/**', 'lib/**'], ignores: ['**/*.test.*', 'lib/threshold/guides/**'], rules: { 'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }] } },
  { files: ['*.config.*', '.*.mjs'], rules: { 'import/no-anonymous-default-export': 'off' } },
  { plugins: { house: { rules: Object.fromEntries(Object.entries(house).map(([name, { rule }]) => [name, rule])) } } },
  ...Object.entries(house).map(([name, { files = CODE, except }]) => ({ files, ignores: except, rules: { [`house/${name}`]: 'error' } })),
);
