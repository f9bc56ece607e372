create table public.events (id bigint generated always as identity primary key, event_id text not null);
create table public.purchases (id bigint generated always as identity primary key, user_id uuid not null, credits integer not null);
