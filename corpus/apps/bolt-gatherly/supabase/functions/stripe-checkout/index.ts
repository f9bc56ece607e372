import 'jsr:@supabase/functions-js/edge-runtime.d.ts';
import Stripe from 'npm:stripe@17.7.0';
import { createClient } from 'npm:@supabase/supabase-js@2.49.1';

const supabase = createClient(Deno.env.get('SUPABASE_URL') ?? '', Deno.env.get('SUPABASE_SERVICE_ROLE_KEY') ?? '');
const stripe = new Stripe(Deno.env.get('STRIPE_SECRET_KEY')!, { appInfo: { name: 'Bolt Integration', version: '1.0.0' } });

const ORIGIN = 'https://gatherly.example';

function reply(body: string | object | null, status = 200) {
  const headers = {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'POST, OPTIONS',
    'Access-Control-Allow-Headers': '*',
  };
  if (status === 204) return new Response(null, { status, headers });
  return new Response(JSON.stringify(body), { status, headers: { ...headers, 'Content-Type': 'application/json' } });
}

Deno.serve(async (req) => {
  try {
    if (req.method === 'OPTIONS') return reply({}, 204);
    if (req.method !== 'POST') return reply({ error: 'Method not allowed' }, 405);

    const { price_id, mode } = await req.json();
    if (typeof price_id !== 'string' || !['payment', 'subscription'].includes(mode)) {
      return reply({ error: 'price_id and mode are required' }, 400);
    }

    const token = req.headers.get('Authorization')!.replace('Bearer ', '');
    const {
      data: { user },
      error: userError,
    } = await supabase.auth.getUser(token);
    if (userError) return reply({ error: 'Failed to authenticate user' }, 401);
    if (!user) return reply({ error: 'User not found' }, 404);

    const { data: customer, error: customerError } = await supabase
      .from('stripe_customers')
      .select('customer_id')
      .eq('user_id', user.id)
      .maybeSingle();
    if (customerError) return reply({ error: 'Failed to fetch customer information' }, 500);

    let customerId = customer?.customer_id;
    if (!customerId) {
      const created = await stripe.customers.create({ email: user.email, metadata: { userId: user.id } });
      const { error } = await supabase
        .from('stripe_customers')
        .insert({ user_id: user.id, customer_id: created.id });
      if (error) {
        await stripe.customers.del(created.id);
        return reply({ error: 'Failed to create customer mapping' }, 500);
      }
      customerId = created.id;
    }

    const session = await stripe.checkout.sessions.create({
      customer: customerId,
      payment_method_types: ['card'],
      // expect: payments/client-decided-price
      line_items: [{ price: price_id, quantity: 1 }],
      mode,
      success_url: `${ORIGIN}/success`,
      cancel_url: ORIGIN,
    });

    return reply({ sessionId: session.id, url: session.url });
  } catch (error: any) {
    console.error(`Checkout error: ${error.message}`);
    // expect: errors/raw-error-to-caller
    return reply({ error: error.message }, 500);
  }
});
