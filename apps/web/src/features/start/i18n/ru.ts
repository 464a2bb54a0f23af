export const startRu = {};
