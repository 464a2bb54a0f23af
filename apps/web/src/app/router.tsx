import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect, type RouterHistory } from '@tanstack/react-router';
import { parseSignInSearch } from '../features/account/sign-in-search.ts';
import { parseCustomerSearch, parseCustomersSearch } from '../features/customers/customers-search.ts';
import { parseEventTypesSearch } from '../features/event-types/event-types-search.ts';
import { parseLiveEventsSearch } from '../features/live-events/live-events-search.ts';
import { parseModelsSearch, parseOutcomeSearch } from '../features/models/models-search.ts';
import { parseOverviewSearch } from '../features/overview/overview-search.ts';
import { meOptions } from '../shared/api/me.ts';
import { AppLayout } from './app-layout.tsx';
import { lastWorkspace, rememberWorkspace } from './last-workspace.ts';
import { CrashScreen } from './shell/crash-screen.tsx';
import { NotFoundScreen } from './shell/not-found-screen.tsx';

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Outlet, notFoundComponent: NotFoundScreen });

const home = createRoute({
  getParentRoute: () => root, path: '/',
  beforeLoad: async ({ context }) => {
    const me = await context.queryClient.ensureQueryData(meOptions());
    if (!me) throw redirect({ to: '/sign-in' });
    const workspace = lastWorkspace(me);
    throw workspace ? redirect({ to: '/w/$workspace', params: { workspace: workspace.slug } }) : redirect({ to: '/start' });
  },
});
const signIn = createRoute({
  getParentRoute: () => root, path: '/sign-in', validateSearch: parseSignInSearch,
  component: lazyRouteComponent(() => import('../features/account/pages/sign-in-page.tsx'), 'SignInPage'),
});
const signUp = createRoute({
  getParentRoute: () => root, path: '/sign-up',
  component: lazyRouteComponent(() => import('../features/account/pages/sign-up-page.tsx'), 'SignUpPage'),
});

/** Everything below needs somebody signed in. */
const app = createRoute({
  getParentRoute: () => root, id: 'app', component: AppLayout,
  beforeLoad: async ({ context, location }) => {
    const me = await context.queryClient.ensureQueryData(meOptions());
    if (!me) throw redirect({ to: '/sign-in', search: { next: location.href } });
  },
});
const start = createRoute({
  getParentRoute: () => app, path: '/start',
  component: lazyRouteComponent(() => import('../features/start/pages/start-page.tsx'), 'StartPage'),
});
const workspace = createRoute({
  getParentRoute: () => app, path: '/w/$workspace',
  beforeLoad: ({ params }) => rememberWorkspace(params.workspace),
});
const overview = createRoute({
  getParentRoute: () => workspace, path: '/', validateSearch: parseOverviewSearch,
  component: lazyRouteComponent(() => import('../features/overview/pages/overview-page.tsx'), 'OverviewPage'),
});
const customers = createRoute({
  getParentRoute: () => workspace, path: 'customers', validateSearch: parseCustomersSearch,
  component: lazyRouteComponent(() => import('../features/customers/pages/customers-page.tsx'), 'CustomersPage'),
});
const customer = createRoute({
  getParentRoute: () => workspace, path: 'customers/$customerId', validateSearch: parseCustomerSearch,
  component: lazyRouteComponent(() => import('../features/customers/pages/customer-page.tsx'), 'CustomerPage'),
});
const scoring = createRoute({
  getParentRoute: () => workspace, path: 'scoring',
  component: lazyRouteComponent(() => import('../features/scoring/pages/scoring-page.tsx'), 'ScoringPage'),
});
const models = createRoute({
  getParentRoute: () => workspace, path: 'models', validateSearch: parseModelsSearch,
  component: lazyRouteComponent(() => import('../features/models/pages/models-page.tsx'), 'ModelsPage'),
});
const outcome = createRoute({
  getParentRoute: () => workspace, path: 'models/$outcomeId', validateSearch: parseOutcomeSearch,
  component: lazyRouteComponent(() => import('../features/models/pages/outcome-page.tsx'), 'OutcomePage'),
});
const events = createRoute({
  getParentRoute: () => workspace, path: 'events', validateSearch: parseLiveEventsSearch,
  component: lazyRouteComponent(() => import('../features/live-events/pages/live-events-page.tsx'), 'LiveEventsPage'),
});
const sources = createRoute({
  getParentRoute: () => workspace, path: 'sources',
  component: lazyRouteComponent(() => import('../features/sources/pages/sources-page.tsx'), 'SourcesPage'),
});
const newSource = createRoute({
  getParentRoute: () => workspace, path: 'sources/new',
  component: lazyRouteComponent(() => import('../features/sources/pages/new-source-page.tsx'), 'NewSourcePage'),
});
const source = createRoute({
  getParentRoute: () => workspace, path: 'sources/$sourceId',
  component: lazyRouteComponent(() => import('../features/sources/pages/source-page.tsx'), 'SourcePage'),
});
const eventTypes = createRoute({
  getParentRoute: () => workspace, path: 'event-types', validateSearch: parseEventTypesSearch,
  component: lazyRouteComponent(() => import('../features/event-types/pages/event-types-page.tsx'), 'EventTypesPage'),
});
const imports = createRoute({
  getParentRoute: () => workspace, path: 'imports',
  component: lazyRouteComponent(() => import('../features/imports/pages/imports-page.tsx'), 'ImportsPage'),
});
const newImport = createRoute({
  getParentRoute: () => workspace, path: 'imports/new',
  component: lazyRouteComponent(() => import('../features/imports/pages/new-import-page.tsx'), 'NewImportPage'),
});
const oneImport = createRoute({
  getParentRoute: () => workspace, path: 'imports/$importId',
  component: lazyRouteComponent(() => import('../features/imports/pages/import-page.tsx'), 'ImportPage'),
});

const routeTree = root.addChildren([
  home, signIn, signUp,
  app.addChildren([start, workspace.addChildren([overview, customers, customer, scoring, models, outcome, events, sources, newSource, source, eventTypes, imports, newImport, oneImport])]),
]);

/** The router of the app; tests give a history in memory. */
export function createAppRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree, context: { queryClient }, ...(history ? { history } : {}),
    // What no page of the route knows, or finds unsound, leaves the address.
    search: { strict: true },
    defaultPreload: 'intent', defaultPreloadStaleTime: 0, scrollRestoration: true,
    defaultNotFoundComponent: NotFoundScreen, defaultErrorComponent: CrashScreen,
  });
}

declare module '@tanstack/react-router' {
  interface Register { router: ReturnType<typeof createAppRouter> }
}
