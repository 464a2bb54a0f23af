export const eventTypesEn = {};
