create table public.letters (id uuid primary key default gen_random_uuid(), user_id uuid not null default auth.uid(), body text not null);
alter table public.letters enable row level security;
create table public.user_roles (user_id uuid primary key, role text not null);
alter table public.user_roles enable row level security;
create policy own on public.user_roles for select using (user_id = auth.uid());
create policy shown on public.letters for select using (true);
create policy staff on public.letters for all to authenticated
  using (exists (select 1 from public.user_roles r where r.user_id = auth.uid() and r.role = 'admin'))
  with check (exists (select 1 from public.user_roles r where r.user_id = auth.uid() and r.role = 'admin'));
