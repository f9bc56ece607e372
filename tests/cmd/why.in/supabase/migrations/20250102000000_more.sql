do $$
begin
  execute current_setting('kiosk.extra');
end $$;
