create table public.workspaces (id uuid primary key, name text not null);
alter table public.workspaces enable row level security;
create table public.workspace_members (
  workspace_id uuid not null references public.workspaces (id),
  user_id uuid not null references auth.users (id),
  primary key (workspace_id, user_id)
);
create index on public.workspace_members (user_id);
alter table public.workspace_members enable row level security;
create table public.seams (id uuid primary key, workspace_id uuid not null references public.workspaces (id), length numeric);
create index on public.seams (workspace_id);
alter table public.seams enable row level security;
