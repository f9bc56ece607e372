create table public.orders (id uuid primary key, user_id uuid, total numeric);
alter table public.orders enable row level security;
-- expect: isolation/definer-view
create view public.order_totals as select user_id, sum(total) as total from public.orders group by user_id;

-- Through another view.
create table public.payslips (id uuid primary key, email text, amount numeric);
alter table public.payslips enable row level security;
create view public.payslip_rows with (security_invoker = true) as select email, amount from public.payslips;
-- expect: isolation/definer-view
create view public.payslip_totals as select email, sum(amount) as amount from public.payslip_rows group by email;

-- The health of a machine is no secret.
create table public.mailers (id uuid primary key, name text, success_rate numeric, state text);
alter table public.mailers enable row level security;
-- expect: isolation/definer-view
create view public.mailer_health as select m.name, m.success_rate, m.state as health_check_status from public.mailers m;
revoke insert, update, delete on public.mailer_health from anon, authenticated;

-- Sums over everybody, and prices on offer: low. Sums for each tenant are his.
create table public.ai_runs (id uuid primary key, org_id uuid, agent text, cost_usd numeric, created_at timestamptz);
alter table public.ai_runs enable row level security;
create table public.plans (name text, monthly_price numeric, is_active boolean);
alter table public.plans enable row level security;
-- expect: isolation/definer-view
create view public.ai_stats as select agent, date_trunc('day', created_at) as day, sum(cost_usd) as total_cost from public.ai_runs group by 1, 2;
-- expect: isolation/definer-view
create view public.ai_stats_by_org as select org_id, sum(cost_usd) as total_cost from public.ai_runs group by 1;
-- expect: isolation/definer-view
create view public.plan_overview as select name, monthly_price from public.plans where is_active = true;
revoke insert, update, delete on public.plan_overview from anon, authenticated;

-- What every account reads in the tables anyway: low.
create table public.depots (id uuid primary key, name text, address text, owner_id uuid, status boolean);
alter table public.depots enable row level security;
create policy shown on public.depots for select using (status = true);
create table public.depot_prices (depot_id uuid, base_price numeric);
alter table public.depot_prices enable row level security;
create policy shown on public.depot_prices for select using (true);
-- expect: isolation/definer-view
create view public.depot_listings as
  select d.id, d.name, d.address, d.owner_id, (select min(base_price) from public.depot_prices p where p.depot_id = d.id) as min_price
  from public.depots d where d.status = true;
revoke insert, update, delete on public.depot_listings from anon, authenticated;

-- What each sitter earns.
create table public.stays (id uuid primary key, sitter_id uuid, total_price numeric);
alter table public.stays enable row level security;
-- expect: isolation/definer-view
create view public.sitter_income as select sitter_id, sum(total_price) as income from public.stays group by sitter_id;
-- Who shared how often: less than what the rows say.
create table public.shops (id uuid primary key, owner_id uuid, name text);
create table public.shares (id uuid primary key, shop_id uuid references public.shops (id), sharer uuid, at timestamptz);
alter table public.shops enable row level security;
alter table public.shares enable row level security;
-- expect: isolation/definer-view
create view public.share_numbers as
  select s.owner_id, s.name as shop_name, count(distinct e.id) as total_shares, max(e.at) as last_share
  from public.shops s left join public.shares e on e.shop_id = s.id group by s.owner_id, s.name;
-- What it shows of accounts is a fault of its own, and everybody reads the rest.
create table public.guests (id uuid primary key, guest_id uuid, bio text, is_visible boolean);
alter table public.guests enable row level security;
create policy g on public.guests for select using (is_visible = true);
-- expect: isolation/definer-view
create view public.featured_guests as
  select g.id, g.guest_id, u.email as guest_email, g.bio from public.guests g join auth.users u on u.id = g.guest_id
  where g.is_visible = true;
