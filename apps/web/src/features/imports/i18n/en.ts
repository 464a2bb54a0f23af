export const importsEn = {};
