export const height = (t: number) => 2 + Math.cos(t);
