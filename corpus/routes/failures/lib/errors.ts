export class HiveError extends Error {}
