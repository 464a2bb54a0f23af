import { stopAbandonedServer } from './stop-abandoned.ts';

// A program of its own: `node stop-database.js FOLDER`, run after a server process was killed.
const dataDir = process.argv[2];
if (dataDir !== undefined) await stopAbandonedServer(dataDir);
