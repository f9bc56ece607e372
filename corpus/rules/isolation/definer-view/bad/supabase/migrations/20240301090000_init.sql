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
