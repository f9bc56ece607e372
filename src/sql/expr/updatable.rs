//! Queries whose rows are the rows of one table: PostgreSQL writes through a view of such a query by itself.

use super::tree::{Expr, ExprKind, Query, QueryBody, Source, TableName};

/// Functions that make several rows of one.
const SETS: &[&str] = &[
    "unnest",
    "generate_series",
    "json_array_elements",
    "json_array_elements_text",
    "jsonb_array_elements",
    "jsonb_array_elements_text",
    "jsonb_each",
    "jsonb_object_keys",
    "regexp_matches",
    "regexp_split_to_table",
    "string_to_table",
];

impl Query {
    /// The table or view that a view of this query is updated in, as PostgreSQL's manual has it ("Updatable Views"): the
    /// only one of its FROM list, with nothing that puts rows together or leaves some out but a condition.
    #[must_use]
    pub fn updatable(&self) -> Option<&TableName> {
        let QueryBody::Select(select) = &self.body else { return None };
        let [from] = select.from.as_slice() else { return None };
        let Source::Table(table) = &from.source else { return None };
        let is_plain = self.ctes.is_empty()
            && self.limit.is_none()
            && !select.distinct
            && select.group_by.is_empty()
            && select.having.is_none()
            && !select.items.iter().any(|item| changes_rows(&item.value));
        is_plain.then_some(table)
    }

    /// Whether some column that it gives back is one of its table, and not worked out.
    #[must_use]
    pub fn hands_on_column(&self) -> bool {
        let is_column = |value: &Expr| matches!(value.kind, ExprKind::Column(_) | ExprKind::Star(_));
        self.as_select().is_some_and(|select| select.items.iter().any(|item| is_column(&item.value)))
    }
}

/// Whether a value puts rows together, looks at others, or makes more of one; subqueries do so by themselves.
fn changes_rows(value: &Expr) -> bool {
    let makes_sets = |name: &String| SETS.contains(&name.as_str());
    value
        .own_calls()
        .iter()
        .any(|call| call.windowed || call.is_aggregate() || call.name.last().is_some_and(makes_sets))
}

#[cfg(test)]
mod tests {
    use crate::sql::expr::parse_query;

    fn updatable(text: &str) -> Option<String> {
        parse_query(text).expect("parses").updatable().map(|table| table.name.clone())
    }

    #[test]
    fn rows_of_one_table_are_written_through() {
        for text in [
            "select * from people",
            "select p.id, lower(p.name) as name from public.people p where p.is_active order by p.name",
            "select id, (select count(*) from posts where author = people.id) as posts from people",
            "select id, exists (select 1 from posts) as writes from people",
        ] {
            assert_eq!(updatable(text).as_deref(), Some("people"), "{text}");
        }
    }

    #[test]
    fn rows_that_are_put_together_are_not() {
        for text in [
            "select distinct name from people",
            "select name, count(*) from people group by name",
            "select max(age) + 1 from people",
            "select string_agg(name, ', ') from people",
            "select id, row_number() over (order by id) from people",
            "select id, unnest(tags) from people",
            "select p.id from people p join posts on posts.author = p.id",
            "select p.id from people p, posts",
            "select id from people limit 3",
            "select id from people union select id from posts",
            "with p as (select * from people) select * from p",
            "select id from (select * from people) p",
        ] {
            assert_eq!(updatable(text), None, "{text}");
        }
    }
}
