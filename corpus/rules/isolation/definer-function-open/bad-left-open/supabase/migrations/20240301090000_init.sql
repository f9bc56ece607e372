-- Nobody wrote down how the table is made, and the last word is that all may in: closing the function mends nothing.
alter table public.sailors enable row level security;
alter table public.sailors disable row level security;
-- expect: isolation/definer-function-open
create function public.take_tokens(p_sailor text, p_n bigint) returns void language plpgsql security definer set search_path = public as $$
begin
  update sailors set tokens_balance = tokens_balance - p_n where id = p_sailor;
end $$;
-- The balance is open anyway; the line that says what was bought is not: that is what the function opens.
create table public.token_lines (sailor_id text, tokens bigint, bought_at timestamptz);
alter table public.token_lines enable row level security;
-- expect: isolation/definer-function-open
create function public.buy_tokens(p_sailor text, p_n bigint) returns void language plpgsql security definer set search_path = public as $$
begin
  update sailors set tokens_balance = tokens_balance + p_n where id = p_sailor;
  insert into token_lines (sailor_id, tokens, bought_at) values (p_sailor, p_n, now());
end $$;
