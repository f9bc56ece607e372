// The samples of a page about patterns, one of them the token that a manual prints.
export const patterns = [
  { name: "Token", pattern: /ghp_\w{36}/, testExample: "Token: ghp_9fQ2mX7tLw4Zc8Rk1Yb6Nd3Hs5Jv0Pg4Wt2k" },
  { name: "Token of the manual", text: "ghp_16C7e42F292c6912E7710c838347Ae178B4a" },
];
