create table public.profiles (id uuid primary key, name text);
alter table public.profiles enable row level security;
create policy own on public.profiles for select using (id = (select auth.uid()));
create table public.members (org_id uuid not null, user_id uuid not null, primary key (user_id, org_id));
create table public.orders (id uuid primary key default gen_random_uuid(), org_id uuid not null, user_id uuid not null);
create index orders_org on public.orders (org_id);
create index orders_user on public.orders (user_id, id);
alter table public.orders enable row level security;
create policy own on public.orders for update using (user_id = (select auth.uid()));
create policy members on public.orders for select using (
  org_id in (select m.org_id from public.members m where m.user_id = (select auth.uid()))
);
-- Whoever may be a member by the function as well has every row looked at, with an index or without.
create table public.notes (id uuid primary key default gen_random_uuid(), author_id uuid not null, body text);
alter table public.notes enable row level security;
create function public.is_editor(person uuid) returns boolean language sql stable
  as $$ select exists (select 1 from public.profiles p where p.id = person and p.name = 'editor') $$;
create policy own_or_editor on public.notes for select using (
  author_id = (select auth.uid()) or public.is_editor((select auth.uid()))
);
-- A second policy lets editors see all: the two are asked together, as alternatives.
create table public.pages (id uuid primary key default gen_random_uuid(), author_id uuid not null, body text);
alter table public.pages enable row level security;
create policy own on public.pages for select using (author_id = (select auth.uid()));
create policy editors on public.pages for select using (public.is_editor((select auth.uid())));
-- A boolean finds half of the rows.
create table public.shows (id uuid primary key default gen_random_uuid(), is_published boolean not null default false);
create table public.seats (id uuid primary key default gen_random_uuid(), show_id uuid not null);
create index seats_show on public.seats (show_id);
alter table public.seats enable row level security;
create policy published on public.seats for select using (show_id in (select s.id from public.shows s where s.is_published = true));
-- The second policy cannot be made here, as its table was made elsewhere; live the two are alternatives all the same.
create table public.berths (id uuid primary key default gen_random_uuid(), holder_id uuid not null);
alter table public.berths enable row level security;
create policy own on public.berths for select using (holder_id = (select auth.uid()));
create policy staff on public.berths for select using (exists (select 1 from public.harbour_staff s where s.user_id = (select auth.uid())));
