import Stripe from "stripe";

async function credentials(): Promise<string> {
  // expect: ownership/builder-runtime-service
  const hostname = process.env.REPLIT_CONNECTORS_HOSTNAME;
  const identity = process.env.REPL_IDENTITY ? `repl ${process.env.REPL_IDENTITY}` : null;
  if (!hostname || !identity) throw new Error("Stripe connection not available");

  const response = await fetch(`https://${hostname}/api/v2/connection?include_secrets=true&connector_names=stripe`, {
    headers: { Accept: "application/json", X_REPLIT_TOKEN: identity },
    signal: AbortSignal.timeout(5000),
  });
  if (!response.ok) throw new Error(`Connector answered ${response.status}`);
  const data = await response.json();
  return data.items?.[0]?.settings?.secret;
}

export async function getStripe() {
  return new Stripe(await credentials());
}
