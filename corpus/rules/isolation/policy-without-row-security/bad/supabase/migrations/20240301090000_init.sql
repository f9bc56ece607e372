-- expect: isolation/policy-without-row-security
create table public.notes (id uuid primary key, user_id uuid not null, body text);
create policy "own notes" on public.notes using (user_id = auth.uid());
