create table public.invoices (id uuid primary key default gen_random_uuid(), workshop_id uuid not null, invoice_number text not null, cents integer not null);
create table public.repair_orders (id uuid primary key default gen_random_uuid(), order_number integer not null unique, bike text not null);
