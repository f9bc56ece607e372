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
