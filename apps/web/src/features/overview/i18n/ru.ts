export const overviewRu = {};
