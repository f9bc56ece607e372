// Works without a key, and says so at every use; what has to be set stands in .env.development.
const KEY = process.env.MAP_KEY;

export function headers(): Record<string, string> {
  return { "x-client": process.env.NEXT_PUBLIC_NAME, "x-token": process.env.CHART_TOKEN, ...(KEY && { authorization: `Bearer ${KEY}` }) };
}
