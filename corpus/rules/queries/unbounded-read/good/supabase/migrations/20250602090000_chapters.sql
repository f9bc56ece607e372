create table public.books (id uuid primary key default gen_random_uuid());
create table public.chapters (id uuid primary key default gen_random_uuid(), book_id uuid not null references public.books (id), title text, position int);
create index chapters_book on public.chapters (book_id, position);
create table public.levels (id uuid primary key default gen_random_uuid(), level text not null unique, may_edit boolean not null default false);
