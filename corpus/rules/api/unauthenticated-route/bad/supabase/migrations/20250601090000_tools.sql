create table public.tool_logs (id bigint generated always as identity primary key, tool text, took integer);
alter table public.tool_logs enable row level security;
