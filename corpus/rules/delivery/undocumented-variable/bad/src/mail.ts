export const mail = {
  key: process.env.MAIL_KEY,
  secret: process.env.PAY_SECRET, // expect: delivery/undocumented-variable
};
