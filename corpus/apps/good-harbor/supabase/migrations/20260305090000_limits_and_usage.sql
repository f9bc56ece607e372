create table public.rate_limits (
  key text not null,
  window_start timestamptz not null,
  hits integer not null default 1,
  primary key (key, window_start)
);

alter table public.rate_limits enable row level security;
revoke all on public.rate_limits from anon, authenticated;
grant all on public.rate_limits to service_role;

-- True while the caller is within the limit. One statement, so two requests cannot both take the last place.
create function public.take_token(bucket text, max_hits integer, window_seconds integer) returns boolean
language sql security definer set search_path = ''
as $$
  insert into public.rate_limits as r (key, window_start)
  values (bucket, to_timestamp(floor(extract(epoch from now()) / window_seconds) * window_seconds))
  on conflict (key, window_start) do update set hits = r.hits + 1
  returning r.hits <= max_hits
$$;
revoke execute on function public.take_token(text, integer, integer) from public, anon, authenticated;
grant execute on function public.take_token(text, integer, integer) to service_role;

create table public.ai_usage (
  user_id uuid not null references public.profiles (id) on delete cascade,
  day date not null default current_date,
  requests integer not null default 1,
  tokens integer not null default 0,
  primary key (user_id, day)
);

alter table public.ai_usage enable row level security;
revoke all on public.ai_usage from anon, authenticated;
grant all on public.ai_usage to service_role;

-- Counts the request before it is made; false when the day's share is used up.
create function public.reserve_ai_request(caller uuid, daily_limit integer) returns boolean
language sql security definer set search_path = ''
as $$
  with reserved as (
    insert into public.ai_usage as u (user_id) values (caller)
    on conflict (user_id, day) do update set requests = u.requests + 1 where u.requests < daily_limit
    returning 1
  )
  select exists (select 1 from reserved)
$$;
revoke execute on function public.reserve_ai_request(uuid, integer) from public, anon, authenticated;
grant execute on function public.reserve_ai_request(uuid, integer) to service_role;

-- What the model was asked, what it answered, and for whom.
create table public.ai_calls (
  id bigint generated always as identity primary key,
  user_id uuid references public.profiles (id) on delete set null,
  model text not null,
  prompt text not null,
  output text not null,
  tokens integer not null,
  created_at timestamptz not null default now()
);

create index ai_calls_user_id on public.ai_calls (user_id);

alter table public.ai_calls enable row level security;
revoke all on public.ai_calls from anon, authenticated;
grant all on public.ai_calls to service_role;

create function public.record_ai_call(
  caller uuid, model_name text, prompt_text text, output_text text, used_tokens integer
) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.ai_calls (user_id, model, prompt, output, tokens)
  values (caller, model_name, prompt_text, output_text, used_tokens);
  update public.ai_usage set tokens = tokens + used_tokens where user_id = caller and day = current_date;
end;
$$;
revoke execute on function public.record_ai_call(uuid, text, text, text, integer) from public, anon, authenticated;
grant execute on function public.record_ai_call(uuid, text, text, text, integer) to service_role;

-- Switches that need no deployment.
create table public.feature_flags (
  name text primary key,
  is_on boolean not null default false
);

insert into public.feature_flags (name, is_on) values ('ai', true);

alter table public.feature_flags enable row level security;
revoke all on public.feature_flags from anon, authenticated;
grant all on public.feature_flags to service_role;
