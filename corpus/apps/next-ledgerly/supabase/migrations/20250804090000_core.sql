create table public.organisations (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  plan text not null default 'free' check (plan in ('free', 'pro')),
  stripe_customer_id text unique,
  created_at timestamptz not null default now()
);

create table public.members (
  org_id uuid not null references public.organisations (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  role text not null default 'member' check (role in ('owner', 'member')),
  primary key (org_id, user_id)
);

create index members_user_id on public.members (user_id);

create or replace function public.is_member(org uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (
    select 1 from public.members m where m.org_id = org and m.user_id = (select auth.uid())
  )
$$;

alter table public.organisations enable row level security;
alter table public.members enable row level security;

create policy "members see their organisation" on public.organisations for select
  using (public.is_member(id));

-- A plan is a column of this row.
-- expect: isolation/self-granted-privilege
create policy "members edit their organisation" on public.organisations for update
  using (public.is_member(id)) with check (public.is_member(id));

create policy "people see their memberships" on public.members for select
  using ((select auth.uid()) = user_id);
