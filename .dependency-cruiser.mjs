/** The rooms of lib/, in the order a contact walks through them: a room imports earlier rooms only. */
const WALK = ['clock', 'ledger', 'access', 'rota', 'threshold', 'people', 'duty', 'restriction', 'line', 'contact', 'lookup', 'emergency', 'sharing', 'enquiry', 'decision', 'chronology', 'strategy', 'earlyhelp', 'letter', 'partner', 'attention', 'challenge', 'insight', 'assurance', 'returns'];

const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });
const TEST = '\\.test\\.tsx?$';
/** What tests alone use. */
const FOR_TESTS = '^components/govuk/normalise\\.ts$';

export default {
  forbidden: [
    forbid('no-cycles', 'Data goes one way.', {}, { circular: true }),
    forbid('app-on-top', 'Nothing below the pages knows the pages.', { path: '^(components|lib)/' }, { path: '^app/' }),
    forbid('components-show', 'Components know the words and shapes of the rooms, and nothing that does anything.', { path: '^components/', pathNot: TEST }, { path: '^lib/', pathNot: '^lib/[^/]+/(model|schema)\\.ts$' }),
    forbid('lib-has-no-face', 'The product does not know how it is shown.', { path: '^lib/' }, { path: '^components/' }),
    forbid('platform-at-the-bottom', 'Pipes and cables know no room.', { path: '^lib/platform/' }, { path: '^lib/', pathNot: '^lib/platform/' }),
    forbid('nothing-runs-scripts', 'Scripts start the product, never the other way round.', { path: '^(app|components|lib)/', pathNot: TEST }, { path: '^(scripts|tests)/' }),
    forbid('known-rooms', 'A new room takes its place in the walk (.dependency-cruiser.mjs and architecture).', { path: '^(app|components|lib|scripts)/' }, { path: '^lib/', pathNot: `^lib/(platform|${WALK.join('|')})/` }),
    ...WALK.map((room, place) =>
      forbid(`${room}-looks-back`, 'A room imports rooms earlier in the walk, never later ones: speak forward by a duty or a job.', { path: `^lib/${room}/`, pathNot: TEST }, { path: `^lib/(${WALK.slice(place + 1).join('|') || 'none after the last'})/` }),
    ),
    forbid('verbs-are-called-from-above', 'A verb is one use case, called by a page, a script or a test: never by another room or verb.', { path: '^(lib|components)/', pathNot: TEST }, { path: ['^lib/[^/]+/verbs/', '^lib/[^/]+/[^/]+/verbs/'] }),
    forbid('models-are-pure', 'Rules take values and give values: no store, no verb, no database, no network, no files.', { path: '^lib/[^/]+/(model|schema)\\.ts$' }, { path: ['^lib/.*store\\.ts$', '^lib/[^/]+/verbs/', '^lib/[^/]+/[^/]+/verbs/', '^lib/platform/(db/(?!index)|jobs|post|live|log|http)', '(^|/)node_modules/(pg|pg-boss|@prisma|nodemailer)/', '^(fs|net|http|https|child_process)$'], dependencyTypesNot: ['type-only'] }),
    forbid('one-way-to-the-database', 'The client and what is generated for it belong to lib/platform/db: all others go through withActor.', { path: '^(app|components|lib|scripts)/', pathNot: '^lib/platform/db/' }, { path: '^lib/platform/db/(generated/|client\\.ts$)' }),
    forbid('reports-alone-read-the-replica', 'What is decided, and whatever writes, is read from the database itself: only pages that are reports read a copy of a moment ago (decision 52).', { path: '^(app|components|lib|scripts)/', pathNot: ['^app/line/page\\.tsx$', '^app/metrics/gauges\\.ts$', '^lib/platform/db/', '^lib/.*store\\.ts$'] }, { path: '^lib/platform/db/report\\.ts$' }),
    forbid('stores-do-not-choose-the-replica', 'A store takes the type of what only reads; where it reads is its caller\u2019s to say.', { path: '^lib/.*store\\.ts$' }, { path: '^lib/platform/db/report\\.ts$', dependencyTypesNot: ['type-only'] }),
    forbid('declared-packages', 'A package that package.json does not name may be gone tomorrow.', { path: '^(app|components|lib|scripts)/' }, { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'] }),
    forbid('shipped-packages', 'What runs in production is a dependency, not a development tool.', { path: '^(app|components|lib)/', pathNot: [TEST, FOR_TESTS, '\\.d\\.ts$'] }, { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] }),
    forbid('found', 'What is imported exists.', { path: '^(app|components|lib|scripts)/' }, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^lib/platform/db/generated/'] },
    exclude: { path: ['^app/styles/generated/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    // Type imports count: a floor is a floor.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'] },
  },
};
