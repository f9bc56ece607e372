alter table public.doctors enable row level security;
alter table public.appointments enable row level security;

create policy "doctors are public" on public.doctors for select using (true);

-- expect: isolation/open-write
create policy "guests book" on public.appointments for insert with check (true);

-- expect: isolation/open-read
create policy "everybody sees appointments" on public.appointments for select using (true);

-- Codes are only touched by the server.
create table if not exists public.reset_codes (
  id uuid primary key default gen_random_uuid(),
  email text not null,
  code text not null,
  created_at timestamptz not null default now()
);

alter table public.reset_codes enable row level security;
