import 'jsr:@supabase/functions-js/edge-runtime.d.ts';
import Stripe from 'npm:stripe@17.7.0';
import { createClient } from 'npm:@supabase/supabase-js@2.49.1';

const stripe = new Stripe(Deno.env.get('STRIPE_SECRET_KEY')!);
const webhookSecret = Deno.env.get('STRIPE_WEBHOOK_SECRET')!;
const supabase = createClient(Deno.env.get('SUPABASE_URL')!, Deno.env.get('SUPABASE_SERVICE_ROLE_KEY')!);

// The function is in no config.toml: the gateway asks Stripe for a project JWT.
// expect: api/webhook-refused
Deno.serve(async (req) => {
  if (req.method !== 'POST') return new Response('Method not allowed', { status: 405 });

  const signature = req.headers.get('stripe-signature');
  if (!signature) return new Response('No signature found', { status: 400 });

  const body = await req.text();
  let event: Stripe.Event;
  try {
    event = await stripe.webhooks.constructEventAsync(body, signature, webhookSecret);
  } catch (error: any) {
    console.error(`Webhook signature verification failed: ${error.message}`);
    return new Response('Webhook signature verification failed', { status: 400 });
  }

  // Answered before the work is done: a failure is never delivered again.
  // expect: payments/webhook-loses-events
  EdgeRuntime.waitUntil(handleEvent(event));

  return Response.json({ received: true });
});

async function handleEvent(event: Stripe.Event) {
  const data = event.data.object as { customer?: string };
  if (!data.customer) return;
  await syncSubscription(String(data.customer));
}

async function syncSubscription(customerId: string) {
  try {
    const subscriptions = await stripe.subscriptions.list({ customer: customerId, limit: 1, status: 'all' });
    const subscription = subscriptions.data[0];
    const { error } = await supabase.from('stripe_subscriptions').upsert(
      {
        customer_id: customerId,
        subscription_id: subscription?.id ?? null,
        status: subscription?.status ?? 'not_started',
      },
      { onConflict: 'customer_id' }
    );
    if (error) {
      console.error('Error syncing subscription:', error);
      throw new Error('Failed to sync subscription in database');
    }
  } catch (error) {
    console.error(`Failed to sync subscription for customer ${customerId}:`, error);
    throw error;
  }
}
