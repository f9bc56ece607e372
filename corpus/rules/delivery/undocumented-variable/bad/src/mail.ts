export const mail = {
  key: process.env.MAIL_KEY,
  secret: process.env.PAY_SECRET, // expect: delivery/undocumented-variable
};

// An empty text is no value to go on with, and a default in one place is none in the other.
export const more = {
  host: process.env.POST_HOST || "",
  port: process.env.POST_PORT || "25",
  sameUser: process.env.POST_USER ?? "me",
  user: process.env.POST_USER,
};
