alter table given_up add column never_run text;
