create table parcels (id uuid primary key, depot_id uuid references depots (id));
create index parcels_depot on parcels (depot_id);
