-- Ratings at a glance
-- expect: isolation/definer-view
CREATE VIEW public.sitter_income AS
SELECT b.sitter_id, count(*) AS bookings, sum(b.total_price) AS income
FROM public.bookings b
WHERE b.status = 'completed'
GROUP BY b.sitter_id;

CREATE VIEW public.sitter_ratings WITH (security_invoker = true) AS
SELECT r.sitter_id, round(avg(r.rating), 1) AS rating, count(*) AS reviews
FROM public.reviews r
GROUP BY r.sitter_id;
