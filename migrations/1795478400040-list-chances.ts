import type { MigrationInterface, QueryRunner } from 'typeorm';

const SORTS = [['customer_seen', 'last_seen_at'], ['customer_value', 'value_12m'], ['customer_risk', 'revenue_at_risk'], ['customer_name', 'name COLLATE "C"']] as const;
const CHANCES = [['customer_buys', 'chance_buys', 'chance_leaves'], ['customer_leaves', 'chance_leaves', 'chance_buys']] as const;
const SHOWN = 'WHERE merged_into IS NULL AND NOT is_visitor AND NOT is_excluded';

/** Lists ordered and narrowed by chances: an index for each, and both chances beside every other order, so that counting and skipping read no customer. */
export class ListChances1795478400040 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      ${SORTS.map(([name, column]) => `DROP INDEX ${name};
      CREATE INDEX ${name} ON customer (workspace_id, ${column}, id) INCLUDE (band, hundredths, chance_buys, chance_leaves) ${SHOWN};`).join('\n      ')}
      DROP INDEX customer_points;
      CREATE INDEX customer_points ON customer (workspace_id, hundredths, id) INCLUDE (chance_buys, chance_leaves) ${SHOWN};
      -- Not known is less than any chance, in both directions.
      ${CHANCES.map(([name, column, other]) => `CREATE INDEX ${name} ON customer (workspace_id, ${column} DESC NULLS LAST, id DESC) INCLUDE (band, hundredths, ${other}) ${SHOWN};`).join('\n      ')}`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      DROP INDEX ${CHANCES.map(([name]) => name).join(', ')};
      DROP INDEX customer_points;
      CREATE INDEX customer_points ON customer (workspace_id, hundredths, id) ${SHOWN};
      ${SORTS.map(([name, column]) => `DROP INDEX ${name};
      CREATE INDEX ${name} ON customer (workspace_id, ${column}, id) INCLUDE (band, hundredths) ${SHOWN};`).join('\n      ')}`);
  }
}
