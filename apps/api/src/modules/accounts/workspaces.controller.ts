import { updateWorkspaceSchema, type Role, type UpdateWorkspace, type Workspace } from '@kelvin/contracts';
import { Body, Controller, Get, Patch } from '@nestjs/common';
import { RequirePermission } from '../../platform/security/access.ts';
import { Ctx, type RequestContext } from '../../platform/security/request-context.ts';
import { AccountsReadModel, type AuditRow, type Member } from './accounts.read-model.ts';
import { WorkspacesService } from './workspaces.service.ts';

@Controller('api/w/:workspace')
export class WorkspacesController {
  constructor(private readonly workspaces: WorkspacesService, private readonly readModel: AccountsReadModel) {}

  @Get()
  @RequirePermission('workspace.read')
  get(@Ctx() ctx: RequestContext): Promise<Workspace> {
    return this.workspaces.get(ctx.userId, ctx.slug);
  }

  @Patch()
  @RequirePermission('workspace.manage')
  update(@Ctx() ctx: RequestContext, @Body({ schema: updateWorkspaceSchema }) body: UpdateWorkspace): Promise<Workspace> {
    return this.workspaces.update(ctx, body);
  }

  @Get('members')
  @RequirePermission('workspace.read')
  async members(@Ctx() ctx: RequestContext): Promise<{ items: (Member & { role: Role })[] }> {
    return { items: await this.readModel.listMembers(ctx) };
  }

  @Get('audit')
  @RequirePermission('audit.read')
  async audit(@Ctx() ctx: RequestContext): Promise<{ items: AuditRow[] }> {
    return { items: await this.readModel.listAudit(ctx) };
  }
}
