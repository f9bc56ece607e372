create table public.profiles (id uuid primary key, full_name text, role text default 'user', credits int default 0);
alter table public.profiles enable row level security;
create policy "see own" on public.profiles for select using (auth.uid() = id);
-- expect: isolation/self-granted-privilege
create policy "change own" on public.profiles for update using (auth.uid() = id) with check (auth.uid() = id);

create table public.user_roles (id uuid primary key, user_id uuid not null, role text not null);
alter table public.user_roles enable row level security;
create policy "see own roles" on public.user_roles for select using (user_id = auth.uid());
-- expect: isolation/self-granted-privilege
create policy "add own role" on public.user_roles for insert with check (user_id = auth.uid());

-- That the time of the last change is not kept, because its function is missing, protects nothing.
create table public.seats (id uuid primary key, is_admin boolean);
alter table public.seats enable row level security;
create policy "see own seat" on public.seats for select using (auth.uid() = id);
-- expect: isolation/self-granted-privilege
create policy "change own seat" on public.seats for update using (auth.uid() = id);
create trigger seats_updated before update on public.seats for each row execute function public.set_updated_at();

create table public.people (
  id uuid primary key, account_type text not null default 'buyer' check (account_type in ('buyer', 'seller', 'admin')));
alter table public.people enable row level security;
create policy "see person" on public.people for select using (auth.uid() = id);
-- expect: isolation/self-granted-privilege
create policy "change person" on public.people for update using (auth.uid() = id);

-- Nobody else reads it yet: medium.
create table public.payout_details (id uuid primary key, host_id uuid, method text, paid boolean, paid_at timestamptz);
alter table public.payout_details enable row level security;
-- expect: isolation/self-granted-privilege
create policy own on public.payout_details for all to authenticated using (host_id = auth.uid());
-- What the app hands out by stays high.
create table public.memberships_of_users (id uuid primary key, user_id uuid, subscription_tier text);
alter table public.memberships_of_users enable row level security;
-- expect: isolation/self-granted-privilege
create policy own on public.memberships_of_users for all to authenticated using (user_id = auth.uid());
-- Points that a function asks for before it gives something are as good as money.
create table public.fans (id uuid primary key references auth.users (id), nickname text, total_points integer, level_points integer);
alter table public.fans enable row level security;
create policy see on public.fans for select using (id = auth.uid());
-- expect: isolation/self-granted-privilege
create policy own on public.fans for update using (id = auth.uid());
create function public.redeem(p_cost integer) returns void language plpgsql security definer set search_path = '' as $$
declare v integer;
begin
  select total_points into v from public.fans where id = auth.uid();
  if v < p_cost then
    raise exception 'too few';
  end if;
end $$;

-- Whoever has the free plan keeps that side of the `or` by his id: the new row may say anything.
create table public.leases (id uuid primary key, plan text not null default 'free', name text);
alter table public.leases enable row level security;
create policy "see lease" on public.leases for select using (auth.uid() = id);
-- expect: isolation/self-granted-privilege
create policy "change lease" on public.leases for update using (auth.uid() = id or plan = 'free');
