export const mail = {
  from: process.env.MAIL_FROM, // expect: delivery/no-env-example
  key: process.env.POSTBOX_KEY,
};
