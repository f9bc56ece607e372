create table public.profiles (id uuid primary key, email text, phone text);
alter table public.profiles enable row level security;
-- expect: isolation/open-read
create policy "profiles are visible" on public.profiles for select using (true);

create table public.invitations (id uuid primary key, token text, used boolean);
alter table public.invitations enable row level security;
-- expect: isolation/open-read
create policy "open invitations" on public.invitations for select using (not used);

create table public.comments (id uuid primary key, author_id uuid, post_id uuid, body text);
alter table public.comments enable row level security;
-- expect: isolation/open-read
create policy "comments" on public.comments for select using (
  auth.uid() is null or author_id = auth.uid());

create table public.vouchers (id uuid primary key, code text not null, amount numeric, active boolean);
alter table public.vouchers enable row level security;
-- expect: isolation/open-read
create policy "Anyone can view active vouchers" on public.vouchers for select using (active);

-- That the table is called like a catalogue hides no link.
create table public.teams (id uuid primary key, name text, invite_code text);
alter table public.teams enable row level security;
-- expect: isolation/open-read
create policy "Anyone can view team by invite code" on public.teams for select using (true);

create table public.flags (id uuid primary key, reason text);
alter table public.flags enable row level security;
-- expect: isolation/open-read
create policy "Flags viewable by staff" on public.flags for select using (true);

-- A directory: what the clubs say of themselves, with the account of who runs them.
create table public.town_clubs (
  id uuid primary key, name text, kind text, address text, phone text, email text, website_url text, logo_url text,
  is_active boolean, user_id uuid);
alter table public.town_clubs enable row level security;
-- expect: isolation/open-read
create policy "public_read_clubs" on public.town_clubs for select using (is_active);

-- The flag is not asked for: who lists the codes needs none.
create table public.sheets (id uuid primary key, title text, share_code text unique, is_public boolean default false);
alter table public.sheets enable row level security;
-- expect: isolation/open-read
create policy "Public sheets by code" on public.sheets for select using (share_code is not null);
-- The links can be listed, and what they lead to stays closed.
create table public.essays (id uuid primary key, user_id uuid, body text);
alter table public.essays enable row level security;
create policy own on public.essays for select using (user_id = auth.uid());
create table public.essay_shares (id uuid primary key, share_id text unique, essay_id uuid references public.essays (id), is_active boolean);
alter table public.essay_shares enable row level security;
-- expect: isolation/open-read
create policy "Public can view active shares" on public.essay_shares for select using (is_active = true);
-- The people who stand for a club, put into an order to be looked at.
create table public.crew (id uuid primary key, name text not null, role text not null, bio text, photo_url text, email text, sort_order int);
alter table public.crew enable row level security;
-- expect: isolation/open-read
create policy "Crew viewable by everyone" on public.crew for select using (true);
