export const importsRu = {};
