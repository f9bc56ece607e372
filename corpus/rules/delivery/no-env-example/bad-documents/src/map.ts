export function headers(): Record<string, string> {
  return { "x-token": process.env.CHART_TOKEN }; // expect: delivery/no-env-example
}
