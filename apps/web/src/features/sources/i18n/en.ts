export const sourcesEn = {};
