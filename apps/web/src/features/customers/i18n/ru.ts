export const customersRu = {};
