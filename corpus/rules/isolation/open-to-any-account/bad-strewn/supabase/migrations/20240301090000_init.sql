create table public.escalations (id uuid primary key, ticket text, reason text);
alter table public.escalations enable row level security;
-- expect: isolation/open-to-any-account
create policy "log escalations" on public.escalations for insert to authenticated with check (true);

create table public.deadline_marks (id uuid primary key, ticket text, due date);
alter table public.deadline_marks enable row level security;
create policy "log deadlines" on public.deadline_marks for insert to authenticated with check (true);

-- What people send on purpose.
create table public.contact_messages (id uuid primary key, subject text);
alter table public.contact_messages enable row level security;
create policy "write to us" on public.contact_messages for insert to authenticated with check (true);
