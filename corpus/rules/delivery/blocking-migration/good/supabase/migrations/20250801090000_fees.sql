create table public.berth_fees (id uuid primary key, paid_at timestamptz);
create table public.sail_templates (id uuid primary key, status text);
