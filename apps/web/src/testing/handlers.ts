import { http, HttpResponse } from 'msw';
import { aScoring } from './data-fixtures.ts';
import { aCustomer, aCustomerList, aHistory, aMe, anEvent, anOverview, manyRows } from './fixtures.ts';
import { aDataHealth, aModelDetail, anOutcomeList, aReport, aScoreChange, aStability, aTrainingRun, aVersion, someChances } from './model-fixtures.ts';

/** Answers of a healthy workspace in which somebody is signed in. */
export const handlers = [
  http.get('*/api/me', () => HttpResponse.json(aMe())),
  http.patch('*/api/me', () => HttpResponse.json(aMe())),
  http.get('*/api/start', () => HttpResponse.json({ hasDemo: true, demoEmail: 'demo@kelvin.test', demoPassword: 'demo-password', demoProgress: null })),
  http.post('*/api/sign-in', () => HttpResponse.json(aMe())),
  http.get('*/api/w/:slug/scoring', () => HttpResponse.json(aScoring({ isFitProposed: false }))),
  http.get('*/api/w/:slug/currency-rates', () => HttpResponse.json({ currency: 'USD', items: [] })),
  http.get('*/api/w/:slug/notifications', () => HttpResponse.json({ items: [], next: null, unread: 0 })),
  http.get('*/api/w/:slug/jobs', () => HttpResponse.json({ items: [] })),
  http.get('*/api/w/:slug/overview', () => HttpResponse.json(anOverview())),
  http.get('*/api/w/:slug/customers', ({ request }) => {
    const search = new URL(request.url).searchParams;
    const band = search.get('band'), q = search.get('q')?.toLowerCase();
    const offset = Number(search.get('offset') ?? 0), limit = Number(search.get('limit') ?? 50);
    const found = manyRows(450).filter((row) => (!band || row.band === band) && (!q || row.name.toLowerCase().includes(q)));
    return HttpResponse.json(aCustomerList(found.slice(offset, offset + limit), { total: found.length, offset }));
  }),
  http.get('*/api/w/:slug/customers/:id', ({ params }) => HttpResponse.json(aCustomer({ id: String(params['id']) }))),
  http.get('*/api/w/:slug/customers/:id/noise', () => HttpResponse.json({ flagged: [] })),
  http.get('*/api/w/:slug/customers/:id/history', () => HttpResponse.json(aHistory())),
  http.get('*/api/w/:slug/customers/:id/chances', () => HttpResponse.json(someChances())),
  http.get('*/api/w/:slug/customers/:id/score-change', () => HttpResponse.json(aScoreChange())),
  http.get('*/api/w/:slug/outcomes', () => HttpResponse.json(anOutcomeList())),
  http.get('*/api/w/:slug/outcomes/archived', () => HttpResponse.json({ items: [] })),
  http.get('*/api/w/:slug/outcomes/:id/versions', () => HttpResponse.json({ items: [aVersion()], runs: [aTrainingRun()] })),
  http.get('*/api/w/:slug/outcomes/:id/stability', () => HttpResponse.json(aStability())),
  http.get('*/api/w/:slug/models/:version/data-health', () => HttpResponse.json(aDataHealth())),
  http.get('*/api/w/:slug/models/:version', () => HttpResponse.json(aModelDetail())),
  http.get('*/api/w/:slug/early-warning', () => HttpResponse.json({ report: aReport() })),
  http.get('*/api/w/:slug/customers/:id/events', () => HttpResponse.json({ items: [anEvent(), anEvent({ id: 'e2', name: 'Product Viewed', meaning: 'view', amount: null })], next: null })),
];
