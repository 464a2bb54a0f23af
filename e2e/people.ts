import { expect, type APIRequestContext, type Page } from '@playwright/test';

export interface SignedIn {
  readonly slug: string;
  readonly csrfToken: string;
}

/** Signs the browser in to the demo workspace, with the password that the server offers on its sign-in page. */
export async function signInToDemo(page: Page): Promise<SignedIn> {
  const start = (await (await page.request.get('/api/start')).json()) as { demoEmail: string; demoPassword: string };
  const answer = await page.request.post('/api/sign-in', { data: { email: start.demoEmail, password: start.demoPassword } });
  expect(answer.ok()).toBe(true);
  return toSignedIn(await answer.json());
}

let people = 0;
/** Signs a new person up with an empty workspace of his own. */
export async function signUp(page: Page): Promise<SignedIn> {
  people += 1;
  const answer = await page.request.post('/api/sign-up', { data: {
    email: `e2e-${Date.now()}-${people}@shop.example`, password: 'correct horse battery', name: 'Anna Petrova', locale: 'en',
    workspace: { name: `Tea house ${people}`, business: 'b2c', currency: 'EUR', timeZone: 'Europe/Berlin', margin: 0.5, leavingDays: 90 },
  } });
  expect(answer.status()).toBe(201);
  return toSignedIn(await answer.json());
}

/** Language of the signed-in person. */
export async function setLocale(request: APIRequestContext, csrfToken: string, locale: 'en' | 'ru'): Promise<void> {
  const answer = await request.patch('/api/me', { data: { locale }, headers: { 'x-csrf-token': csrfToken } });
  expect(answer.ok()).toBe(true);
}

/** The first tracking source's write key, as an integration would copy it from the screen. */
export async function writeKeyOf(request: APIRequestContext, slug: string): Promise<string> {
  const { items } = (await (await request.get(`/api/w/${slug}/sources`)).json()) as { items: { writeKey: string | null }[] };
  return items.find((source) => source.writeKey !== null)!.writeKey!;
}

/** An outcome of the workspace, kept if there is none yet; answers its id. */
export async function keepOutcome(request: APIRequestContext, slug: string, csrfToken: string): Promise<string> {
  const { items } = (await (await request.get(`/api/w/${slug}/outcomes`)).json()) as { items: { id: string }[] };
  if (items[0]) return items[0].id;
  const definition = { name: 'Contacts support', role: 'support', horizonDays: 14, condition: { kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'ticket_opened' }, where: [] }, atLeast: 1 } };
  const answer = await request.post(`/api/w/${slug}/outcomes`, { data: definition, headers: { 'x-csrf-token': csrfToken } });
  expect(answer.status()).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

/** A training that ends without a model, because the workspace has nobody to learn from: the person who asked is told, and the tray has a failed job. */
export async function trainInVain(request: APIRequestContext, slug: string, csrfToken: string): Promise<void> {
  const outcome = await keepOutcome(request, slug, csrfToken);
  expect((await request.post(`/api/w/${slug}/outcomes/${outcome}/train`, { headers: { 'x-csrf-token': csrfToken } })).ok()).toBe(true);
  await expect.poll(async () => ((await (await request.get(`/api/w/${slug}/notifications`)).json()) as { unread: number }).unread, { timeout: 30_000 }).toBe(1);
}

/** An import that waits for its columns to be mapped; answers its id. */
export async function uploadFile(request: APIRequestContext, slug: string, csrfToken: string, csv: string): Promise<string> {
  const headers = { 'x-csrf-token': csrfToken };
  const created = await request.post(`/api/w/${slug}/imports`, { headers, data: { fileName: 'orders.csv', sourceName: 'Shop history' } });
  const { id } = (await created.json()) as { id: string };
  const sent = await request.put(`/api/w/${slug}/imports/${id}/file`, { headers: { ...headers, 'content-type': 'text/csv' }, data: Buffer.from(csv) });
  expect(sent.ok()).toBe(true);
  return id;
}

function toSignedIn(me: { csrfToken: string; workspaces: { slug: string }[] }): SignedIn {
  return { csrfToken: me.csrfToken, slug: me.workspaces[0]!.slug };
}
