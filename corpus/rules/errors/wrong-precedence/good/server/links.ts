const base = process.env.APP_URL || (process.env.HOST_NAME ? `https://${process.env.HOST_NAME}` : "http://localhost:3000");
const isKnown = process.env.APP_URL || process.env.HOST_NAME ? "yes" : "no";

export const link = `${base}/orders?known=${isKnown}`;
