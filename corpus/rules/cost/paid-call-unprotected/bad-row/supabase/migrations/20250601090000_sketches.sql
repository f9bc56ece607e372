create table public.sketches (
  id uuid primary key default gen_random_uuid(),
  painter_id uuid not null references auth.users (id),
  idea text not null,
  state text not null default 'waiting'
);
alter table public.sketches enable row level security;
create policy own on public.sketches for all to authenticated using (painter_id = (select auth.uid())) with check (painter_id = (select auth.uid()));
create index on public.sketches (painter_id);
