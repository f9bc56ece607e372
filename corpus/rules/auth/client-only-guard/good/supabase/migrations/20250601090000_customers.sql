create table public.staff (user_id uuid primary key);
alter table public.staff enable row level security;
create function public.is_staff() returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.staff s where s.user_id = (select auth.uid()))
$$;
create table public.customers (id uuid primary key default gen_random_uuid(), email text, phone text);
alter table public.customers enable row level security;
create policy staff_read on public.customers for select to authenticated using ((select public.is_staff()));
