-- expect: isolation/row-security-off
create table public.patients (id uuid primary key, hub_id uuid references public.hubs (id), email text, diagnosis text);
