import type { Db, WorkspaceContext } from '../../platform/db/db.ts';

const PAGE = 5_000;

interface LineRow { line_number: string; outcome: string; field: string | null; message: string; raw: Buffer }

/** A cell as spreadsheets may have it: what could be taken for a formula is made text, and quotes are doubled. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The lines of an import that became no event, in their order, each with its reason. A page of them in memory at a time. */
export async function* rejectedLines(db: Db, ctx: WorkspaceContext, importId: string): AsyncGenerator<string> {
  yield '\ufeffline,outcome,column,reason,raw\r\n';
  let last = -1;
  for (;;) {
    const rows = await db.read<LineRow>(ctx, `
      SELECT line_number, outcome, field, message, raw FROM (
        (SELECT line_number, 'rejected' AS outcome, field, message, convert_to(raw, 'UTF8') AS raw FROM rejected_item
          WHERE workspace_id = $1 AND import_id = $2 AND line_number > $3 ORDER BY line_number LIMIT $4)
        UNION ALL
        (SELECT line_number, 'parked', field, message, raw FROM parked_item
          WHERE workspace_id = $1 AND import_id = $2 AND line_number > $3 AND resolved_at IS NULL ORDER BY line_number LIMIT $4)
      ) lines ORDER BY line_number LIMIT $4`, [ctx.workspaceId, importId, last, PAGE]);
    if (rows.length === 0) return;
    yield rows.map((row) => [row.line_number, row.outcome, row.field ?? '', row.message, row.raw.toString('utf8')].map(csvCell).join(',')).join('\r\n') + '\r\n';
    last = Number(rows.at(-1)!.line_number);
  }
}
