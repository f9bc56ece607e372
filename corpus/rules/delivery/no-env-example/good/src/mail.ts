export const mail = { key: process.env.MAIL_KEY };
