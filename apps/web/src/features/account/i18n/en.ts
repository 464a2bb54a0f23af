export const accountEn = {};
