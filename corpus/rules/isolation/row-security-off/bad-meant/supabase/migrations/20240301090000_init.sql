-- expect: isolation/row-security-off
create table public.patients (id uuid primary key, hub_id uuid references public.hubs (id), email text, diagnosis text);
-- A syntax error in one item.
-- expect: isolation/row-security-off
create table public.visits (id uuid primary key, patient_email text, day date, unique key by_day (day));
