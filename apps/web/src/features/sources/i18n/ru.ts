export const sourcesRu = {};
