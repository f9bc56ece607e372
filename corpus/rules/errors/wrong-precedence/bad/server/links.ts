const base = process.env.APP_URL || process.env.HOST_NAME ? `https://${process.env.HOST_NAME}` : "http://localhost:3000"; // expect: errors/wrong-precedence

export const link = `${base}/orders`;
