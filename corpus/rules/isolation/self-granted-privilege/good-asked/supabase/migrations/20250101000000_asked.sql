-- Only who is asked answers.
create table ties (
  id uuid primary key default gen_random_uuid(),
  requester_id uuid not null references auth.users (id),
  recipient_id uuid not null references auth.users (id),
  status text not null default 'pending' check (status in ('pending', 'accepted', 'declined'))
);
alter table ties enable row level security;
create policy seen on ties for select to authenticated using (requester_id = (select auth.uid()) or recipient_id = (select auth.uid()));
create policy asked on ties for insert to authenticated with check (requester_id = (select auth.uid()) and status = 'pending');
create policy answered on ties for update to authenticated using (recipient_id = (select auth.uid()));

create table questions (
  id uuid primary key default gen_random_uuid(),
  author_id uuid not null references auth.users (id),
  body text not null,
  status text not null default 'pending',
  reviewed_by uuid references auth.users (id)
);
alter table questions enable row level security;
create policy known on questions for select to authenticated using (status = 'approved' or author_id = (select auth.uid()));
create policy written on questions for insert to authenticated with check (author_id = (select auth.uid()) and status = 'pending');
