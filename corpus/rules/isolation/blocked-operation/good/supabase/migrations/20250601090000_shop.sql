create table public.orders (id uuid primary key default gen_random_uuid(), user_id uuid not null, item text);
alter table public.orders enable row level security;
create policy own on public.orders for select to authenticated using (user_id = (select auth.uid()));
create policy place on public.orders for insert to authenticated with check (user_id = (select auth.uid()));
create table public.user_roles (user_id uuid primary key, role text not null);
alter table public.user_roles enable row level security;
create policy self on public.user_roles for select to authenticated using (user_id = (select auth.uid()));
create table public.profiles (id uuid primary key, email text);
alter table public.profiles enable row level security;
create policy self on public.profiles for select to authenticated using (id = (select auth.uid()));
create policy staff on public.profiles for all to authenticated
  using (exists (select 1 from public.user_roles r where r.user_id = (select auth.uid()) and r.role = 'staff'));
