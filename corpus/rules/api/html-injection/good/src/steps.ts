export const releases = [{ name: "1", steps: [{ description: "Now with <b>boats</b>" }] }];
