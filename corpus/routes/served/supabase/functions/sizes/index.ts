export const SIZES = [1, 2, 5];
