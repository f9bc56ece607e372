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

-- He may say how far he has read, and nothing else; of the other, a trigger keeps the circle.
create table circles (id uuid primary key default gen_random_uuid(), title text);
create table circle_participants (
  id uuid primary key default gen_random_uuid(),
  circle_id uuid not null references circles (id),
  user_id uuid not null references auth.users (id),
  last_read_at timestamptz
);
create table ring_participants (
  id uuid primary key default gen_random_uuid(),
  ring_id uuid not null references circles (id),
  user_id uuid not null references auth.users (id),
  last_read_at timestamptz
);
create table circle_lines (
  id uuid primary key default gen_random_uuid(),
  circle_id uuid not null references circles (id),
  ring_id uuid not null references circles (id),
  body text not null
);
alter table circles enable row level security;
alter table circle_participants enable row level security;
alter table ring_participants enable row level security;
alter table circle_lines enable row level security;
revoke update on circle_participants from authenticated, anon;
grant update (last_read_at) on circle_participants to authenticated;
create policy own_seat on circle_participants for select to authenticated using (user_id = (select auth.uid()));
create policy reads_on on circle_participants for update to authenticated using (user_id = (select auth.uid()));
create policy own_ring on ring_participants for select to authenticated using (user_id = (select auth.uid()));
create policy turns_on on ring_participants for update to authenticated using (user_id = (select auth.uid()));
create function keep_ring() returns trigger language plpgsql as $$
begin
  new.ring_id := old.ring_id;
  return new;
end $$;
create trigger keep_ring before update on ring_participants for each row execute function keep_ring();
create policy hears_lines on circle_lines for select to authenticated using (
  exists (select 1 from circle_participants p where p.circle_id = circle_lines.circle_id and p.user_id = (select auth.uid()))
  or exists (select 1 from ring_participants p where p.ring_id = circle_lines.ring_id and p.user_id = (select auth.uid()))
);

-- He moves what is still waiting, and only who was accepted hears anything.
create table choirs (id uuid primary key default gen_random_uuid(), title text);
create table choir_people (
  id uuid primary key default gen_random_uuid(),
  choir_id uuid not null references choirs (id),
  user_id uuid not null references auth.users (id),
  state text not null default 'waiting'
);
create table choir_lines (id uuid primary key default gen_random_uuid(), choir_id uuid not null references choirs (id), body text not null);
alter table choirs enable row level security;
alter table choir_people enable row level security;
alter table choir_lines enable row level security;
create policy own_seat on choir_people for select to authenticated using (user_id = (select auth.uid()));
create policy takes_back on choir_people for update to authenticated
  using (user_id = (select auth.uid()) and state = 'waiting') with check (user_id = (select auth.uid()) and state in ('waiting', 'withdrawn'));
create policy hears_lines on choir_lines for select to authenticated using (
  exists (select 1 from choir_people p where p.choir_id = choir_lines.choir_id and p.user_id = (select auth.uid()) and p.state = 'accepted')
);
