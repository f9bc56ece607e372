create table public.notes (id uuid primary key default gen_random_uuid(), user_id uuid not null, body text);
alter table public.notes enable row level security;
create policy own on public.notes for all using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create table public.trainers (id uuid primary key default auth.uid(), membership_price integer, stripe_account_id text);
alter table public.trainers enable row level security;
create policy own on public.trainers for update using (id = (select auth.uid())) with check (id = (select auth.uid()));
