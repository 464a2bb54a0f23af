import type { Me, Workspace } from '@kelvin/contracts';
import { AccountMenu } from './account-menu.tsx';
import { JobsTray } from './jobs-tray.tsx';
import { LanguageMenu } from './language-menu.tsx';

/** The menus at the right of the top bar. */
export function TopBarMenus({ me, workspace }: { me: Me; workspace: Workspace | null }) {
  return (
    <>
      {workspace ? <JobsTray slug={workspace.slug} canCancel={workspace.permissions.includes('jobs.cancel')} /> : null}
      <LanguageMenu />
      <AccountMenu me={me} />
    </>
  );
}
