create table public.profiles (id uuid primary key, name text, credits integer not null default 0, views integer not null default 0);
alter table public.profiles enable row level security;
create policy own on public.profiles for select using (id = auth.uid());
create policy rename on public.profiles for update using (id = auth.uid()) with check (id = auth.uid());
revoke update on public.profiles from anon, authenticated;
grant update (name, views) on public.profiles to authenticated;
create table public.admins (user_id uuid primary key);
alter table public.admins enable row level security;
create table public.invoices (id uuid primary key default gen_random_uuid(), status text not null default 'open');
alter table public.invoices enable row level security;
create function public.is_admin() returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.admins a where a.user_id = (select auth.uid()))
$$;
create policy admins on public.invoices for all using ((select public.is_admin())) with check ((select public.is_admin()));
create table public.orders (id uuid primary key, status text not null default 'pending' check (status in ('pending', 'paid', 'failed')));
alter table public.orders enable row level security;
create policy anybody on public.orders for update using (auth.uid() is not null);
create policy see on public.orders for select using (auth.uid() is not null);
