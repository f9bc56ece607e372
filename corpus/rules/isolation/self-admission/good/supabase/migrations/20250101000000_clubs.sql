create table clubs (id uuid primary key default gen_random_uuid(), name text not null, is_open boolean not null default false);
create table club_members (
  club_id uuid not null references clubs (id),
  user_id uuid not null references auth.users (id),
  role text not null default 'member',
  primary key (club_id, user_id)
);
create table club_notes (
  id uuid primary key default gen_random_uuid(),
  club_id uuid not null references clubs (id),
  author_id uuid not null references auth.users (id),
  body text not null
);
alter table clubs enable row level security;
alter table club_members enable row level security;
alter table club_notes enable row level security;
create policy seen on clubs for select to authenticated using (true);
create policy mine on club_members for select to authenticated using (user_id = (select auth.uid()));
create table club_invitations (club_id uuid not null references clubs (id), email text not null, primary key (club_id, email));
alter table club_invitations enable row level security;
create policy invited on club_invitations for select to authenticated using (email = (select auth.email()));
create policy join_club on club_members for insert to authenticated with check (
  user_id = (select auth.uid())
  and exists (select 1 from club_invitations i where i.club_id = club_members.club_id and i.email = (select auth.email()))
);
create policy read_notes on club_notes for select to authenticated using (
  exists (select 1 from club_members m where m.club_id = club_notes.club_id and m.user_id = (select auth.uid()))
);

-- To follow somebody is for everybody.
create table club_followers (
  club_id uuid not null references clubs (id),
  user_id uuid not null references auth.users (id),
  primary key (club_id, user_id)
);
create table club_news (id uuid primary key default gen_random_uuid(), club_id uuid not null references clubs (id), body text not null);
alter table club_followers enable row level security;
alter table club_news enable row level security;
create policy follows on club_followers for all to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy hears on club_news for select to authenticated using (
  exists (select 1 from club_followers f where f.club_id = club_news.club_id and f.user_id = (select auth.uid()))
);

-- Who asks is let in by somebody else.
create table guild_members (
  guild_id uuid not null references clubs (id),
  user_id uuid not null references auth.users (id),
  status text not null default 'pending',
  primary key (guild_id, user_id)
);
create table guild_plans (id uuid primary key default gen_random_uuid(), guild_id uuid not null references clubs (id), body text not null);
alter table guild_members enable row level security;
alter table guild_plans enable row level security;
create policy asks on guild_members for insert to authenticated with check (user_id = (select auth.uid()) and status = 'pending');
create policy knows on guild_plans for select to authenticated using (
  exists (
    select 1 from guild_members m
    where m.guild_id = guild_plans.guild_id and m.user_id = (select auth.uid()) and m.status = 'active'
  )
);
