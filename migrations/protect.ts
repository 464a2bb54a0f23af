/**
 * SQL that closes a workspace table: row-level security forced on everybody but superusers, one policy
 * for the app role that shows the rows of the workspace named by `app.workspace_id`, and the grants.
 * NULLIF, because a pooled connection keeps the setting as '' after its transaction ends.
 */
export function protectWorkspaceTable(table: string, column = 'workspace_id'): string {
  return `
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY workspace_isolation ON ${table} TO kelvin_app
      USING (${column} = NULLIF(current_setting('app.workspace_id', true), '')::uuid);
    GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO kelvin_app;`;
}
