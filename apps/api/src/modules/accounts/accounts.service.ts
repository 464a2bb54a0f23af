import type { Me, SignIn, SignUp, UpdateMe } from '@kelvin/contracts';
import { MS_PER_DAY, type Clock } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { Db } from '../../platform/db/db.ts';
import { newId, sha256Hex } from '../../platform/db/ids.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import { hashPassword, isPasswordRight } from '../../platform/security/password.ts';
import type { SignedInUser } from '../../platform/security/request-context.ts';
import { AccessService } from './access.service.ts';
import { createEmailTakenError, createWrongPasswordError } from './accounts.errors.ts';
import { deleteSession, findUserOfSession, insertSession } from './session.repository.ts';
import { SignInLimiter } from './sign-in-limiter.ts';
import { toWorkspace } from './workspace.mapper.ts';
import { listWorkspacesOf } from './workspace.repository.ts';
import { WorkspacesService } from './workspaces.service.ts';

export const SESSION_DAYS = 30;
/**
 * Attempts in a quarter of an hour. Many people may share one network address; and few tries at somebody's e-mail from one
 * place must not lock him out elsewhere, so from everywhere together it takes more of them.
 */
const MAX_PER_EMAIL_AND_IP = 10;
const MAX_PER_EMAIL = 50;
const MAX_PER_IP = 100;

/** A new session: the token goes into the cookie and is kept nowhere. */
export interface NewSession {
  readonly token: string;
  readonly me: Me;
}

@Injectable()
export class AccountsService {
  constructor(
    private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly limiter: SignInLimiter,
    private readonly workspaces: WorkspacesService,
    private readonly access: AccessService,
  ) {}

  /** Makes the person and his first workspace in one go: neither exists without the other. */
  async signUp(input: SignUp, ip: string): Promise<NewSession> {
    await this.limiter.begin([{ scope: 'sign-up', subject: ip, max: MAX_PER_IP }]);
    this.workspaces.assertUsable(input.workspace);
    const passwordHash = await hashPassword(input.password);
    const now = this.clock.now();
    const userId = newId(now.getTime());
    await this.workspaces.create({ userId, settings: input.workspace, locale: input.locale }, async (tx) => {
      const inserted = await tx.query(
        `INSERT INTO user_account (id, email, name, password_hash, locale, created_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (email) DO NOTHING RETURNING id`,
        [userId, input.email, input.name, passwordHash, input.locale, now]);
      if (inserted.length === 0) throw createEmailTakenError();
    });
    return this.openSession(userId);
  }

  async signIn(input: SignIn, ip: string): Promise<NewSession> {
    const attempt = await this.limiter.begin([
      { scope: 'email-ip', subject: `${input.email} ${ip}`, max: MAX_PER_EMAIL_AND_IP }, { scope: 'email', subject: input.email, max: MAX_PER_EMAIL }, { scope: 'ip', subject: ip, max: MAX_PER_IP },
    ]);
    const [account] = await this.db.withoutWorkspace((tx) =>
      tx.query<{ id: string; password_hash: string }>('SELECT id, password_hash FROM user_account WHERE email = $1', [input.email]));
    if (!(await isPasswordRight(account?.password_hash ?? null, input.password)) || !account) throw createWrongPasswordError();
    await attempt.takeBack();
    return this.openSession(account.id);
  }

  async signOut(user: SignedInUser): Promise<void> {
    await this.db.withoutWorkspace((tx) => deleteSession(tx, user.tokenHash));
    this.access.forget();
  }

  async getMe(user: SignedInUser): Promise<Me> {
    const rows = await this.db.asUser(user.userId, (tx) => listWorkspacesOf(tx, user.userId));
    return {
      user: { id: user.userId, email: user.email, name: user.name, locale: user.locale },
      csrfToken: user.csrfToken, workspaces: rows.map(toWorkspace),
    };
  }

  async updateMe(user: SignedInUser, change: UpdateMe): Promise<Me> {
    await this.db.withoutWorkspace((tx) => tx.query(
      'UPDATE user_account SET name = coalesce($2, name), locale = coalesce($3, locale) WHERE id = $1', [user.userId, change.name ?? null, change.locale ?? null]));
    this.access.forget();
    return this.getMe({ ...user, name: change.name ?? user.name, locale: change.locale ?? user.locale });
  }

  private async openSession(userId: string): Promise<NewSession> {
    const token = randomBytes(32).toString('base64url');
    const tokenHash = sha256Hex(token);
    const now = this.clock.now();
    const user = await this.db.withoutWorkspace(async (tx) => {
      await insertSession(tx, {
        tokenHash, userId, csrfToken: randomBytes(32).toString('base64url'), now, expiresAt: new Date(now.getTime() + SESSION_DAYS * MS_PER_DAY),
      });
      return findUserOfSession(tx, tokenHash, now);
    });
    if (!user) throw new Error(`The session of user ${userId} was not kept.`);
    return { token, me: await this.getMe(user) };
  }
}
