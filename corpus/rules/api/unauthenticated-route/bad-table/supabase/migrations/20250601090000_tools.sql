create table public.tool_logs (id bigint generated always as identity primary key, tool text, took integer);
alter table public.tool_logs enable row level security;
create table public.tool_visits (id bigint generated always as identity primary key, tool text, visitor uuid not null);
alter table public.tool_visits enable row level security;
create table public.tools (id bigint generated always as identity primary key, name text);
alter table public.tools enable row level security;
