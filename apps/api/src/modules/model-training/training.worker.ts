import { createDataSourceAt, Db } from '../../platform/db/db.ts';
import { serveThread } from '../../platform/threads/serve-thread.ts';
import { trainModel } from './train-model.ts';
import type { TrainingProgress, TrainingResult, TrainingTask } from './training-task.shape.ts';

/** The thread of a training: its own connection, which ends with it. */
void serveThread<TrainingTask, TrainingProgress, TrainingResult>(async (task, report) => {
  const source = createDataSourceAt(task.databaseUrl, 'kelvin_training', 1);
  await source.initialize();
  try {
    return await trainModel(new Db(source), task, report);
  } finally {
    await source.destroy();
  }
});
