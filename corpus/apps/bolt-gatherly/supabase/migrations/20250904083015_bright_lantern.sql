/*
  # Stripe

  1. New Tables
    - `stripe_customers`: links Supabase users to Stripe customers
    - `stripe_subscriptions`: the state of each subscription

  2. Views
    - `stripe_user_subscriptions`: safe for the signed-in user

  3. Security
    - Enable RLS, users see their own data only
*/

CREATE TABLE IF NOT EXISTS stripe_customers (
  id bigint primary key generated always as identity,
  user_id uuid references auth.users(id) not null unique,
  customer_id text not null unique,
  created_at timestamp with time zone default now(),
  deleted_at timestamp with time zone default null
);

ALTER TABLE stripe_customers ENABLE ROW LEVEL SECURITY;

CREATE POLICY "Users can view their own customer data"
  ON stripe_customers
  FOR SELECT
  TO authenticated
  USING (user_id = (SELECT auth.uid()) AND deleted_at IS NULL);

CREATE TYPE stripe_subscription_status AS ENUM ('not_started', 'active', 'past_due', 'canceled', 'unpaid');

CREATE TABLE IF NOT EXISTS stripe_subscriptions (
  id bigint primary key generated always as identity,
  customer_id text unique not null,
  subscription_id text default null,
  status stripe_subscription_status not null,
  created_at timestamp with time zone default now()
);

ALTER TABLE stripe_subscriptions ENABLE ROW LEVEL SECURITY;

CREATE POLICY "Users can view their own subscription data"
  ON stripe_subscriptions
  FOR SELECT
  TO authenticated
  USING (
    customer_id IN (
      SELECT customer_id FROM stripe_customers WHERE user_id = (SELECT auth.uid()) AND deleted_at IS NULL
    )
  );

CREATE VIEW stripe_user_subscriptions WITH (security_invoker = true) AS
SELECT c.customer_id, s.subscription_id, s.status
FROM stripe_customers c
LEFT JOIN stripe_subscriptions s ON c.customer_id = s.customer_id
WHERE c.user_id = auth.uid() AND c.deleted_at IS NULL;

GRANT SELECT ON stripe_user_subscriptions TO authenticated;
