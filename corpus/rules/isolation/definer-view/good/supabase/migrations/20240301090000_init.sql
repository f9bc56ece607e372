create table public.orders (id uuid primary key, user_id uuid, total numeric);
alter table public.orders enable row level security;
create view public.order_totals with (security_invoker = true) as select user_id, total from public.orders;
create view public.report as select count(*) as n from public.orders;
revoke all on public.report from anon, authenticated;
-- Both in the wrong order.
alter view public.order_notes set (security_invoker = true);
create view public.order_notes as select user_id, total from public.orders;
-- What it shows of accounts is a fault of its own, and everybody reads the rest.
create table public.guests (id uuid primary key, guest_id uuid, bio text, is_visible boolean);
alter table public.guests enable row level security;
create policy g on public.guests for select using (is_visible = true);
create view public.featured_guests as
  select g.id, g.guest_id, u.email as guest_email, g.bio from public.guests g join auth.users u on u.id = g.guest_id
  where g.is_visible = true;
