create table public.donors (id uuid primary key, email text not null unique);
alter table public.donors enable row level security;
create table public.donations (id uuid primary key, donor_id uuid not null references public.donors (id), amount integer not null);
alter table public.donations enable row level security;
create table public.pledges (id uuid primary key, donor_id uuid not null references public.donors (id));
alter table public.pledges enable row level security;
