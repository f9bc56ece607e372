-- Nobody wrote down how the table is made, and the last word is that all may in: closing the function mends nothing.
alter table public.sailors enable row level security;
alter table public.sailors disable row level security;
-- expect: isolation/definer-function-open
create function public.take_tokens(p_sailor text, p_n bigint) returns void language plpgsql security definer set search_path = public as $$
begin
  update sailors set tokens_balance = tokens_balance - p_n where id = p_sailor;
end $$;
