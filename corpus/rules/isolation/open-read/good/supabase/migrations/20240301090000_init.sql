create table public.profiles (id uuid primary key, email text, nickname text);
alter table public.profiles enable row level security;
create policy "own profile" on public.profiles for select using ((select auth.uid()) = id);

create table public.cards (id uuid primary key, email text, nickname text);
alter table public.cards enable row level security;
create policy "cards" on public.cards for select using (true);
revoke select on public.cards from anon, authenticated;
grant select (id, nickname) on public.cards to anon, authenticated;

create table public.products (id uuid primary key, title text, price numeric);
alter table public.products enable row level security;
create policy "catalogue" on public.products for select using (true);

create table public.members (org_id uuid, user_id uuid, email text, primary key (org_id, user_id));
create function public.is_member(org uuid) returns boolean language sql stable security definer set search_path = ''
  as $$ select exists (select 1 from public.members m where m.org_id = org and m.user_id = auth.uid()) $$;
alter table public.members enable row level security;
create policy "colleagues" on public.members for select using (public.is_member(org_id));

create table public.office_hours (id uuid primary key, opens time, closes time);
alter table public.office_hours enable row level security;
create policy "Users can view admin hours" on public.office_hours for select using (true);
