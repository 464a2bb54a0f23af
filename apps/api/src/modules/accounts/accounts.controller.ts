import { createWorkspaceSchema, signInSchema, signUpSchema, updateMeSchema, type Me, type SignIn, type SignUp, type UpdateMe, type Workspace, type WorkspaceSettings } from '@kelvin/contracts';
import { Body, Controller, Get, HttpCode, Inject, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../platform/config/config.schema.ts';
import { CONFIG } from '../../platform/http/runtime.module.ts';
import { Public, SignedIn } from '../../platform/security/access.ts';
import { CurrentUser, type SignedInUser } from '../../platform/security/request-context.ts';
import { sessionCookie } from '../../platform/security/session-cookie.ts';
import { AccountsService, SESSION_DAYS, type NewSession } from './accounts.service.ts';
import { WorkspacesService } from './workspaces.service.ts';

@Controller('api')
export class AccountsController {
  constructor(private readonly accounts: AccountsService, private readonly workspaces: WorkspacesService, @Inject(CONFIG) private readonly config: Config) {}

  @Post('sign-up')
  @Public('makes an account; rate limited by network address')
  async signUp(@Body({ schema: signUpSchema }) body: SignUp, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Me> {
    return this.begin(await this.accounts.signUp(body, request.ip), request, reply);
  }

  @Post('sign-in')
  @HttpCode(200)
  @Public('checks the password; rate limited by address and network address')
  async signIn(@Body({ schema: signInSchema }) body: SignIn, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Me> {
    return this.begin(await this.accounts.signIn(body, request.ip), request, reply);
  }

  @Post('sign-out')
  @HttpCode(204)
  @SignedIn()
  async signOut(@CurrentUser() user: SignedInUser, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.accounts.signOut(user);
    this.setCookie(null, request, reply);
  }

  @Get('me')
  @SignedIn()
  me(@CurrentUser() user: SignedInUser): Promise<Me> {
    return this.accounts.getMe(user);
  }

  @Patch('me')
  @SignedIn()
  updateMe(@CurrentUser() user: SignedInUser, @Body({ schema: updateMeSchema }) body: UpdateMe): Promise<Me> {
    return this.accounts.updateMe(user, body);
  }

  @Post('workspaces')
  @SignedIn()
  createWorkspace(@CurrentUser() user: SignedInUser, @Body({ schema: createWorkspaceSchema }) body: WorkspaceSettings): Promise<Workspace> {
    return this.workspaces.create({ userId: user.userId, settings: body, locale: user.locale });
  }

  private begin(session: NewSession, request: FastifyRequest, reply: FastifyReply): Me {
    this.setCookie(session.token, request, reply);
    return session.me;
  }

  private setCookie(token: string | null, request: FastifyRequest, reply: FastifyReply): void {
    const isSecure = request.protocol === 'https' || this.config.PUBLIC_URL?.startsWith('https:') === true;
    void reply.header('set-cookie', sessionCookie(token, { isSecure, maxAgeSeconds: SESSION_DAYS * 86_400 }));
  }
}
