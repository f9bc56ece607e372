create table public.license_checks (
  id uuid primary key, user_id uuid not null, document_url text, status text not null default 'pending' check (status in ('pending', 'approved', 'rejected')),
  reviewed_by uuid, admin_notes text
);
alter table public.license_checks enable row level security;
create policy "see own" on public.license_checks for select to authenticated using (user_id = auth.uid());
-- Whoever asks can approve himself.
-- expect: isolation/self-granted-privilege
create policy "own" on public.license_checks for update to authenticated using (user_id = auth.uid());

create table public.couriers (id uuid primary key, user_id uuid not null, city text, is_verified boolean not null default false);
alter table public.couriers enable row level security;
create policy "see own" on public.couriers for select to authenticated using (user_id = auth.uid());
-- expect: isolation/self-granted-privilege
create policy "own" on public.couriers for update to authenticated using (user_id = auth.uid());
