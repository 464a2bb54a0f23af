/**
 * Who may import whom. Read beside docs/architecture.md; tools/lint.test.ts plants a violation of every rule.
 * Type-only imports count everywhere except in the cycle rule: a type is knowledge too.
 */
const STAGES = ['10-inbox', '20-normalise', '30-identity', '40-profile', '45-sentiment', '50-features', '60-score', '70-decision', '80-action'];
const PURE = 'kernel|contracts|conditions|connectors|identity|profile|scoring|demo';
const DOMAIN = 'conditions|connectors|identity|profile|scoring|demo';
const TEST = '\\.test\\.tsx?$';
const TEST_HELPER = '\\.test-helper\\.tsx?$';
const IMPURE_PACKAGES = '(^|node_modules/)(@nestjs/|(typeorm|pg|bullmq|ioredis|fastify|pino|react|react-dom)(/|$))';

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const stageRules = STAGES.slice(0, -1).map((stage, index) =>
  forbid(`${stage}-never-imports-a-later-stage`, 'A later stage is reached through a committed row, or composed by pipeline/drain.',
    { path: `^apps/api/src/pipeline/${stage}/` },
    { path: `^apps/api/src/pipeline/(${STAGES.slice(index + 1).join('|')})/` }));

module.exports = {
  forbidden: [
    forbid('no-cycles', 'A cycle has no reading order.', {}, { circular: true }),
    forbid('no-unresolved', 'What cannot be resolved cannot be checked either.', {}, { couldNotResolve: true, pathNot: '\\.(css|svg|png|woff2)' }),

    forbid('kernel-imports-nothing', 'Everything stands on the kernel.', { path: '^libs/kernel/src/', pathNot: TEST }, { pathNot: '^libs/kernel/' }),
    forbid('contracts-know-the-kernel-only', 'Contracts are shared with the browser.', { path: '^libs/contracts/src/' }, { path: '^(libs|apps|migrations)/', pathNot: '^libs/(contracts|kernel)/' }),
    forbid('domain-libs-never-import-each-other', 'What two of them share moves down to contracts.',
      { path: `^libs/(${DOMAIN})/` }, { path: '^(libs|apps|migrations)/', pathNot: '^libs/($1|kernel|contracts)/' }),
    forbid('pure-libs-use-no-framework', 'Pure code runs anywhere: server, browser, bench.', { path: `^libs/(${PURE})/src/`, pathNot: TEST }, { path: IMPURE_PACKAGES }),
    forbid('pure-libs-use-no-node', 'Pure code runs anywhere: server, browser, bench.', { path: `^libs/(${PURE})/src/`, pathNot: TEST }, { dependencyTypes: ['core'] }),
    forbid('ui-shows-only', 'Components know words and shapes, not data or routes.', { path: '^libs/ui/' }, { path: '^(libs|apps|migrations)/', pathNot: '^libs/(ui|kernel|contracts)/' }),
    forbid('testing-only-in-tests', 'Helpers of tests never reach the product.', { path: '^(apps|libs)/', pathNot: [TEST, TEST_HELPER, '^libs/testing/', '^apps/web/src/testing/', 'vitest\\.config\\.ts$'] }, { path: '^(libs/testing|apps/web/src/testing)/' }),
    forbid('test-helpers-only-in-tests', 'What only tests use lies beside them; the truth of the demo is what the product has to find out.', { path: '^(apps|libs)/', pathNot: [TEST, TEST_HELPER] }, { path: [TEST_HELPER, '^libs/demo/src/truth\\.ts$'] }),
    forbid('libs-never-import-apps', 'Libraries are what apps are made of.', { path: '^libs/', pathNot: '^libs/testing/' }, { path: '^apps/' }),

    forbid('platform-knows-no-business', 'Technology adapters serve any business.', { path: '^apps/api/src/platform/', pathNot: TEST },
      { path: `^(apps/api/src/(pipeline|modules)|libs/(${DOMAIN}|ui|testing))/` }),
    ...stageRules,
    forbid('stages-never-import-the-drain', 'The drain composes the stages, never the other way round.', { path: `^apps/api/src/pipeline/(${STAGES.join('|')})/`, pathNot: TEST }, { path: '^apps/api/src/pipeline/drain/' }),
    forbid('drain-composes-stages-20-to-40', 'Features and scores are worked out after the drain has committed.', { path: '^apps/api/src/pipeline/drain/', pathNot: TEST }, { path: '^apps/api/src/pipeline/(45|50|60|70|80)-' }),
    forbid('seen-only-through-read-model', 'A stage or module shows others its read model, its module file, the shapes it hands on and the ports it offers, nothing else.',
      { path: '^apps/api/src/(pipeline|modules)/([^/]+)/', pathNot: [TEST, '^apps/api/src/pipeline/drain/'] },
      { path: '^apps/api/src/(pipeline|modules)/[^/]+/', pathNot: ['^apps/api/src/$1/$2/', '\\.(read-model|module|shape|port)\\.ts$'] }),
    forbid('migrations-stand-alone', 'A migration must mean the same in ten years.', { path: '^migrations/', pathNot: TEST }, { path: '^(apps|libs)/' }),

    forbid('web-and-api-meet-in-contracts', 'They talk HTTP.', { path: '^apps/web/' }, { path: '^(apps/api|migrations)/' }),
    forbid('api-never-imports-web', 'They talk HTTP.', { path: '^apps/api/' }, { path: '^apps/web/' }),
    forbid('web-imports-ui-contracts-kernel', 'The browser needs no server library.', { path: '^apps/web/src/', pathNot: TEST }, { path: '^libs/', pathNot: '^libs/(ui|contracts|kernel)/' }),
    forbid('web-features-never-import-each-other', 'What two features share moves to shared.', { path: '^apps/web/src/features/([^/]+)/' }, { path: '^apps/web/src/features/', pathNot: '^apps/web/src/features/$1/' }),
    forbid('web-features-never-import-app', 'Routes know features, not the other way round.', { path: '^apps/web/src/features/', pathNot: TEST }, { path: '^apps/web/src/app/' }),
    forbid('web-shared-knows-no-feature', 'Shared is below features.', { path: '^apps/web/src/shared/', pathNot: TEST }, { path: '^apps/web/src/(features|app)/' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'browser', 'default', 'types'], mainFields: ['module', 'main', 'types'] },
  },
};
