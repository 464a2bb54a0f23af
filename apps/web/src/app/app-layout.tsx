import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from '@tanstack/react-router';
import { meOptions } from '../shared/api/me.ts';
import { WorkspaceProvider, workspacePath } from '../shared/api/workspace.tsx';
import { FormatProvider } from '../shared/format/use-format.tsx';
import { LiveProvider } from '../shared/live/live-provider.tsx';
import { lastWorkspace } from './last-workspace.ts';
import { LiveInvalidation } from './live-invalidation.tsx';
import { NotFoundScreen } from './shell/not-found-screen.tsx';
import { Shell } from './shell/shell.tsx';

/** Pages of somebody signed in: the shell around them, and what they need to know of the workspace in the address. */
export function AppLayout() {
  const me = useQuery(meOptions()).data;
  const { workspace: slug } = useParams({ strict: false });
  if (!me) return null;
  const workspace = slug === undefined ? lastWorkspace(me) : me.workspaces.find((one) => one.slug === slug) ?? null;
  if (!workspace) return <Shell me={me} workspace={null}>{slug === undefined ? <Outlet /> : <NotFoundScreen />}</Shell>;
  const place = { currency: workspace.currency, timeZone: workspace.timeZone, asOf: workspace.asOf };
  return (
    <WorkspaceProvider workspace={workspace}>
      <FormatProvider place={place}>
        <LiveProvider url={workspacePath(workspace.slug, 'live')}>
          <LiveInvalidation slug={workspace.slug} />
          <Shell me={me} workspace={workspace}><Outlet /></Shell>
        </LiveProvider>
      </FormatProvider>
    </WorkspaceProvider>
  );
}
