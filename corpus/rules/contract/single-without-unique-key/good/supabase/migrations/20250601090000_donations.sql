create table public.donors (id uuid primary key, email text not null unique);
alter table public.donors enable row level security;
create table public.donations (id uuid primary key, donor_id uuid not null references public.donors (id), amount integer not null);
alter table public.donations enable row level security;
-- One open pledge for each donor, and one sheet: the kind can only be one.
create table public.pledges (id uuid primary key, donor_id uuid not null references public.donors (id), state text not null);
create unique index one_open on public.pledges (donor_id) where state = 'open';
create table public.sheets (donor_id uuid not null references public.donors (id), kind text not null check (kind in ('plain')), unique (donor_id, kind));
alter table public.pledges enable row level security;
alter table public.sheets enable row level security;

-- Mostly one, and the code knows what to do with more.
create table public.crews (id uuid primary key, donor_id uuid not null references public.donors (id));
alter table public.crews enable row level security;
