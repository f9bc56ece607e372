-- Who founds a club runs it, and has not paid for it yet.
create table public.clubs (id uuid primary key default gen_random_uuid(), name text not null, plan text not null default 'free', sms_credits integer not null default 0, stripe_customer_id text);
alter table public.clubs enable row level security;
create table public.club_people (club_id uuid not null references public.clubs (id), user_id uuid not null references auth.users (id), role text not null, primary key (club_id, user_id));
alter table public.club_people enable row level security;
create policy "see own" on public.club_people for select using (user_id = auth.uid());
create function public.runs_club(wanted uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.club_people p where p.club_id = wanted and p.user_id = auth.uid() and p.role = 'admin')
$$;
create policy "see clubs" on public.clubs for select to authenticated using (true);
-- expect: isolation/self-granted-privilege
create policy "run it" on public.clubs for update to authenticated using (public.runs_club(id));

-- A look-up of the role in the policy itself.
create table public.workspaces (id uuid primary key default gen_random_uuid(), title text, subscription_tier text);
alter table public.workspaces enable row level security;
create table public.seats (workspace_id uuid not null, user_id uuid not null, role text not null, primary key (workspace_id, user_id));
alter table public.seats enable row level security;
create policy "see own" on public.seats for select using (user_id = auth.uid());
create policy "see" on public.workspaces for select to authenticated using (true);
-- expect: isolation/self-granted-privilege
create policy "led" on public.workspaces for update to authenticated
  using (id in (select s.workspace_id from public.seats s where s.user_id = auth.uid() and s.role in ('owner', 'admin')));

-- The owner's own.
create table public.agencies (id uuid primary key default gen_random_uuid(), owner_id uuid not null, title text, plan text);
alter table public.agencies enable row level security;
create policy "see own" on public.agencies for select using (owner_id = auth.uid());
-- expect: isolation/self-granted-privilege
create policy "change own" on public.agencies for update using (owner_id = auth.uid());

-- The platform's own people, by a word of two.
create table public.profiles (id uuid primary key references auth.users (id), full_name text, is_platform_admin boolean not null default false);
alter table public.profiles enable row level security;
create policy "see own" on public.profiles for select using (id = auth.uid());
-- expect: isolation/self-granted-privilege
create policy "change own" on public.profiles for update using (id = auth.uid());
