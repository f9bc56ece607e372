export const mail = { key: process.env.MAIL_KEY, port: process.env.PORT, hook: process.env.HOOK_URL };
