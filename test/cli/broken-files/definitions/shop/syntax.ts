export const limits = {
  warn: 5,
  critical: ,
};
