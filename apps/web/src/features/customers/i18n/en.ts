export const customersEn = {};
