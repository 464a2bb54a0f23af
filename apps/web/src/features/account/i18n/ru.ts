export const accountRu = {};
