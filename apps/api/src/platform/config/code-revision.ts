declare const KELVIN_CODE_REVISION: string | undefined;

/** Which code runs: the commit it was built from, or `development` where nothing was built. */
export const CODE_REVISION: string = typeof KELVIN_CODE_REVISION === 'undefined' ? 'development' : KELVIN_CODE_REVISION;
