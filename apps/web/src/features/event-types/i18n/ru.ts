export const eventTypesRu = {};
