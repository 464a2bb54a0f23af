export const startEn = {};
