export const overviewEn = {};
