create table public.shapes (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('line', 'box')),
  label text not null
);
create table public.stamps (id uuid primary key default gen_random_uuid());
