create table public.concerts (
  id uuid primary key default gen_random_uuid(),
  title text not null,
  short_name text,
  hall text,
  seats integer default 80
);
