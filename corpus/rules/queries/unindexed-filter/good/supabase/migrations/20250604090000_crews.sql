create table public.crews (
  id uuid primary key,
  name text not null,
  duty text not null check (duty in ('sailor', 'trader', 'cook'))
);
