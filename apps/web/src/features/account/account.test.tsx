import { screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { aMe } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { server } from '../../testing/server.ts';

/** Nobody is signed in until a sign-in or sign-up succeeds. */
function signedOut() {
  let isIn = false;
  server.use(
    http.get('*/api/me', () => (isIn ? HttpResponse.json(aMe()) : HttpResponse.json({ error: { code: 'auth.required', message: 'Sign in.', requestId: 'r-1' } }, { status: 401 }))),
    http.post('*/api/sign-in', async ({ request }) => {
      const body = (await request.json()) as { password: string };
      if (body.password === 'wrong-password') return HttpResponse.json({ error: { code: 'account.wrong_password', message: 'No.', requestId: 'r-2' } }, { status: 401 });
      isIn = true;
      return HttpResponse.json(aMe());
    }),
  );
}

describe('signing in', () => {
  it('leads somebody unknown to the sign-in and back to where they wanted to go', async () => {
    signedOut();
    const { user, where } = await renderApp('/w/polaris/customers?band=hot');
    await user.type(await screen.findByLabelText('E-mail'), 'maria@example.com');
    await user.type(screen.getByLabelText('Password'), 'right-password');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await screen.findByRole('heading', { name: 'Customers', level: 1 });
    expect(where()).toBe('/w/polaris/customers?band=hot');
  });

  it('does not ask again who goes back', async () => {
    signedOut();
    const { user, router, where } = await renderApp('/sign-up');
    await user.click(await screen.findByRole('link', { name: 'Sign in' }));
    await user.type(await screen.findByLabelText('E-mail'), 'maria@example.com');
    await user.type(screen.getByLabelText('Password'), 'right-password');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await waitFor(() => expect(where()).toBe('/w/polaris'));
    router.history.back();
    await waitFor(() => expect(where()).toBe('/sign-up'));
  });

  it('says when e-mail and password do not match', async () => {
    signedOut();
    const { user } = await renderApp('/sign-in');
    await user.type(await screen.findByLabelText('E-mail'), 'maria@example.com');
    await user.type(screen.getByLabelText('Password'), 'wrong-password');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect((await screen.findByRole('alert')).textContent).toContain('E-mail and password do not match');
  });

  it('opens the demo workspace in one click', async () => {
    signedOut();
    const { user } = await renderApp('/sign-in');
    await user.click(await screen.findByRole('button', { name: 'Open the demo workspace' }));
    await screen.findByRole('heading', { name: 'Overview', level: 1 });
  });

  it('never follows an address of another site', async () => {
    signedOut();
    const { user, where } = await renderApp('/sign-in?next=%2F%2Fevil.example');
    await user.type(await screen.findByLabelText('E-mail'), 'maria@example.com');
    await user.type(screen.getByLabelText('Password'), 'right-password');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await waitFor(() => expect(where()).toBe('/w/polaris'));
  });
});

describe('signing out', () => {
  it.each([['a session', 204], ['a session that has ended', 401]])('ends %s and asks to sign in', async (_case, status) => {
    let isIn = true;
    server.use(
      http.get('*/api/me', () => (isIn ? HttpResponse.json(aMe()) : HttpResponse.json({ error: { code: 'access.signed_out', message: 'Sign in.', requestId: 'r-4' } }, { status: 401 }))),
      http.post('*/api/sign-out', () => {
        isIn = false;
        return status === 204 ? new HttpResponse(null, { status }) : HttpResponse.json({ error: { code: 'access.signed_out', message: 'Sign in.', requestId: 'r-5' } }, { status });
      }),
    );
    const { user, where } = await renderApp('/start');
    await user.click(await screen.findByRole('button', { name: `Account of ${aMe().user.name}` }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
    await screen.findByRole('heading', { name: 'Sign in' });
    expect(where()).toBe('/sign-in');
  });
});

describe('signing up', () => {
  it('tells what is missing in the reader’s language, from the contract’s own schema', async () => {
    signedOut();
    const { user } = await renderApp('/sign-up', { locale: 'ru' });
    await user.type(await screen.findByLabelText('Ваше имя'), 'Мария');
    await user.type(screen.getByLabelText('Почта'), 'maria');
    await user.type(screen.getByLabelText('Пароль'), 'short');
    await user.click(screen.getByRole('button', { name: 'Создать пространство' }));
    await screen.findByText('Введите адрес вида anna@example.com.');
    screen.getByLabelText('Пароль', { selector: '[aria-invalid=true]' });
    screen.getByLabelText('Название пространства', { selector: '[aria-invalid=true]' });
  });

  it('says once how long a password has to be', async () => {
    signedOut();
    const { user } = await renderApp('/sign-up');
    await user.click(await screen.findByRole('button', { name: 'Create the workspace' }));
    await waitFor(() => expect(screen.getByLabelText('Password').getAttribute('aria-invalid')).toBe('true'));
    expect(screen.getAllByText(/10 characters/)).toHaveLength(1);
  });

  it('sends the account with its business, and puts a refusal beside its field', async () => {
    signedOut();
    let sent: unknown;
    server.use(http.post('*/api/sign-up', async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json({ error: { code: 'account.email_taken', message: 'Taken.', requestId: 'r-3', fields: { email: 'Already has an account' } } }, { status: 409 });
    }));
    const { user } = await renderApp('/sign-up');
    await user.type(await screen.findByLabelText('Your name'), 'Maria Keller');
    await user.type(screen.getByLabelText('E-mail'), 'maria@example.com');
    await user.type(screen.getByLabelText('Password'), 'a-long-password');
    await user.type(screen.getByLabelText('Workspace name'), 'Northwind');
    await user.click(screen.getByRole('radio', { name: 'Companies' }));
    await user.click(screen.getByRole('button', { name: 'Create the workspace' }));
    await screen.findByText('Already has an account');
    expect(sent).toMatchObject({ email: 'maria@example.com', workspace: { name: 'Northwind', business: 'b2b', margin: 0.5, leavingDays: 90 } });
  });
});
