import { serveThread } from '../../apps/api/src/platform/threads/serve-thread.ts';
import type { EvaluationArguments } from './evaluate-in-thread.ts';
import type { EvaluationReport } from './report.ts';
import { runEvents } from './run-events.ts';
import { runTable } from './run-table.ts';

// Reads, trains and reports beside the thread that speaks to the terminal, so that its end is no end of the program.
await serveThread<EvaluationArguments, string, EvaluationReport>((args, say) => (args.kind === 'events' ? runEvents({ ...args, say }) : runTable({ ...args, say })));
