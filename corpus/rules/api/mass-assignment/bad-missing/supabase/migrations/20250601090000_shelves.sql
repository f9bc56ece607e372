create table public.shelves (id uuid primary key default gen_random_uuid(), owner_id uuid not null);
alter table public.shelves enable row level security;
create table public.books (id uuid primary key default gen_random_uuid(), shelf_id uuid not null references public.shelves, title text not null);
alter table public.books enable row level security;
create table public.loans (id uuid primary key default gen_random_uuid(), shelf_id uuid not null references public.shelves, book_id uuid not null references public.books);
alter table public.loans enable row level security;
