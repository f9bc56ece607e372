// What has a value of its own, or another variable beside it, need not be set.
export const optional = {
  key: process.env.MAIL_KEY || process.env.OLD_MAIL_KEY,
  to: process.env.ALERT_MAIL || "harbour@example.org",
  isDemo: process.env.SHOW === "demo",
};

if (!process.env.SKIP_ENV_VALIDATION) console.log(optional.to);
