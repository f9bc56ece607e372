create table a_table_with_a_name_that_is_so_long_that_it_has_to_be_cut_somewhere_near_its_end (id int primary key, a_column_with_a_long_name_too int unique);
create table memberships_of_people_in_organisations_and_teams (
  organisation_identifier int, person_identifier int, unique (organisation_identifier, person_identifier),
  check (organisation_identifier > person_identifier), foreign key (person_identifier) references a_table_with_a_name_that_is_so_long_that_it_has_to_be_cut_somew (id));
create index on memberships_of_people_in_organisations_and_teams (organisation_identifier, person_identifier);
