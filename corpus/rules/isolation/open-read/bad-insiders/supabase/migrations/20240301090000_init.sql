create table public.fraud_flags (id uuid primary key, subject text, reason text);
alter table public.fraud_flags enable row level security;
-- By its own words not meant for everybody.
-- expect: isolation/open-read
create policy "Admins can view fraud flags" on public.fraud_flags for select using (true);

create table public.shared_reports (id uuid primary key, title text, share_token text unique, is_active boolean);
alter table public.shared_reports enable row level security;
-- Whoever can list the links needs none.
-- expect: isolation/open-read
create policy "Anyone with the link" on public.shared_reports for select using (is_active);
