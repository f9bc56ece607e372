create table orders (id int primary key, customer int, status text check (status in ('new', 'paid')), total int, unique (customer, status));
create index orders_total on orders (total);
create index orders_open on orders (customer) where total > 0;
alter table orders add constraint totals check (total >= 0 or customer is null);
alter table orders drop column total;
alter table orders drop column status;
create view customers as select customer from orders;
alter table orders drop column customer;
alter table orders drop column customer cascade;
