create extension if not exists pgmq;
create or replace function public.next_letters(how_many integer)
returns setof pgmq.message_record language plpgsql security definer as $$
begin
  return query select * from pgmq.read('letter_emails', 30, how_many);
end; $$;
revoke execute on function public.next_letters(integer) from public, anon, authenticated;

-- Nobody chooses what goes in, and nothing comes back.
create or replace function public.ask_for_letter()
returns void language plpgsql security definer as $$
begin
  perform pgmq.send('letter_emails', jsonb_build_object('kind', 'reminder'));
end; $$;
