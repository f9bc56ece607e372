-- The platform's own people: a role that has nothing to do with the club.
create table public.clubs (id uuid primary key default gen_random_uuid(), name text not null, plan text not null default 'free', sms_credits integer not null default 0);
alter table public.clubs enable row level security;
create table public.operators (user_id uuid primary key references auth.users (id), role text not null);
alter table public.operators enable row level security;
create policy "see own" on public.operators for select using (user_id = auth.uid());
create policy "see clubs" on public.clubs for select to authenticated using (true);
create policy "operate" on public.clubs for update to authenticated
  using (exists (select 1 from public.operators o where o.user_id = auth.uid() and o.role = 'admin'));

-- Who runs a workspace may change its title alone.
create table public.workspaces (id uuid primary key default gen_random_uuid(), title text, subscription_tier text);
alter table public.workspaces enable row level security;
create table public.seats (workspace_id uuid not null, user_id uuid not null, role text not null, primary key (workspace_id, user_id));
alter table public.seats enable row level security;
create policy "see own" on public.seats for select using (user_id = auth.uid());
create policy "see" on public.workspaces for select to authenticated using (true);
create policy "led" on public.workspaces for update to authenticated
  using (id in (select s.workspace_id from public.seats s where s.user_id = auth.uid() and s.role in ('owner', 'admin')));
revoke update on public.workspaces from anon, authenticated;
grant update (title) on public.workspaces to authenticated;

-- What a company writes down in its own books.
create table public.companies (id uuid primary key default gen_random_uuid(), owner_id uuid not null, opening_balance numeric);
alter table public.companies enable row level security;
create policy "see own" on public.companies for select using (owner_id = auth.uid());
create policy "change own" on public.companies for update using (owner_id = auth.uid());
