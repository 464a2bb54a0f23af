import type { ReactNode } from 'react';

/** The figures of a chart as a table that scrolls within the chart's height. */
export function ChartTable({ columns, rows, caption, height }: { columns: readonly string[]; rows: readonly (readonly ReactNode[])[]; caption: string; height: number }) {
  return (
    <div tabIndex={0} role="region" aria-label={caption} className="overflow-auto" style={{ height }}>
      <table className="w-full text-meta">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-surface text-left text-ink-2">
          <tr>{columns.map((column, at) => <th key={column} scope="col" className={at === 0 ? 'py-1 pr-2 font-medium' : 'px-2 py-1 text-right font-medium'}>{column}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row} className="border-t border-line">{cells.map((cell, at) => (at === 0 ? <th key={at} scope="row" className="py-1 pr-2 text-left font-normal">{cell}</th> : <td key={at} className="px-2 py-1 text-right">{cell}</td>))}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
