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
create policy join_club on club_members for insert to authenticated with check (user_id = (select auth.uid())); -- expect: isolation/self-admission
create policy read_notes on club_notes for select to authenticated using (
  exists (select 1 from club_members m where m.club_id = club_notes.club_id and m.user_id = (select auth.uid()))
);
create policy write_notes on club_notes for insert to authenticated with check (author_id = (select auth.uid()));

-- The same by a function of the policy.
create table talks (id uuid primary key default gen_random_uuid(), started timestamptz not null default now());
create table talk_people (
  talk_id uuid not null references talks (id),
  user_id uuid not null references auth.users (id),
  primary key (talk_id, user_id)
);
create table talk_lines (id uuid primary key default gen_random_uuid(), talk_id uuid not null references talks (id), body text not null);
alter table talks enable row level security;
alter table talk_people enable row level security;
alter table talk_lines enable row level security;
create function is_in_talk(p_talk uuid) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select 1 from talk_people where talk_id = p_talk and user_id = auth.uid());
$$;
create policy sees on talks for select to authenticated using (is_in_talk(id));
create policy is_there on talk_people for select to authenticated using (is_in_talk(talk_id));
create policy comes on talk_people for insert to authenticated with check (user_id = (select auth.uid())); -- expect: isolation/self-admission
create policy reads on talk_lines for select to authenticated using (is_in_talk(talk_id));

-- Others let him in; but he may change his row, and so go from one circle to the other.
create table circles (id uuid primary key default gen_random_uuid(), title text);
create table circle_participants (
  id uuid primary key default gen_random_uuid(),
  circle_id uuid not null references circles (id),
  user_id uuid not null references auth.users (id),
  last_read_at timestamptz
);
create table circle_lines (id uuid primary key default gen_random_uuid(), circle_id uuid not null references circles (id), body text not null);
alter table circles enable row level security;
alter table circle_participants enable row level security;
alter table circle_lines enable row level security;
create policy own_seat on circle_participants for select to authenticated using (user_id = (select auth.uid()));
create policy reads_on on circle_participants for update to authenticated using (user_id = (select auth.uid())); -- expect: isolation/self-admission
create policy hears_lines on circle_lines for select to authenticated using (
  exists (select 1 from circle_participants p where p.circle_id = circle_lines.circle_id and p.user_id = (select auth.uid()))
);
