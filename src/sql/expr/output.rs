//! What a query gives back: rows of its tables, or only how many there are and what they add up to.

use super::{
    tree::{Call, Cte, Expr, ExprKind, FromItem, Query, QueryBody, Select, Source, TableName},
    walk::{Part, each_part},
};

/// Functions that make one number of many rows. Those that collect (`array_agg`, `json_agg`) hand the rows on.
const SUMS: &[&str] = &[
    "count",
    "sum",
    "avg",
    "min",
    "max",
    "bool_or",
    "bool_and",
    "every",
    "stddev",
    "stddev_pop",
    "stddev_samp",
    "variance",
    "var_pop",
    "var_samp",
];

/// Functions that collect many rows in one value.
const COLLECTIONS: &[&str] =
    &["array_agg", "json_agg", "jsonb_agg", "string_agg", "json_object_agg", "jsonb_object_agg", "xmlagg"];

impl Call {
    /// Whether it makes one value of many rows; a windowed one leaves each row as it is.
    #[must_use]
    pub fn is_aggregate(&self) -> bool {
        let collects = || self.name.last().is_some_and(|name| COLLECTIONS.contains(&name.as_str()));
        is_sum(self) || !self.windowed && collects()
    }
}

impl Expr {
    /// Whether it is made of sums over rows alone: `count(*)`, `coalesce(sum(price), 0) / 100`. Subqueries are not looked
    /// into.
    #[must_use]
    pub fn is_summed(&self) -> bool {
        let (mut sums, mut names) = (false, false);
        summed_parts(self, &mut sums, &mut names);
        sums && !names
    }

    /// The tables and views whose rows become a part of it, as in [`Query::shown_tables`].
    #[must_use]
    pub fn shown_tables(&self) -> Vec<&TableName> {
        let mut shown = Vec::new();
        show_value(self, &[], &mut shown);
        shown
    }
}

impl Query {
    /// Whether all that it gives back are sums over rows: `SELECT count(*), coalesce(sum(price), 0) AS total FROM sales`.
    #[must_use]
    pub fn is_summary(&self) -> bool {
        self.as_select().is_some_and(|select| {
            select.group_by.is_empty()
                && !select.items.is_empty()
                && select.items.iter().all(|item| item.value.is_summed() && item.value.subqueries().is_empty())
        })
    }

    /// The tables and views whose rows it gives back; those that it only counts, adds up, or asks for in a condition are
    /// left out.
    #[must_use]
    pub fn shown_tables(&self) -> Vec<&TableName> {
        let mut shown = Vec::new();
        self.show(&[], &mut shown);
        shown
    }

    fn show<'q>(&'q self, outer: &[&'q Cte], shown: &mut Vec<&'q TableName>) {
        let ctes: Vec<&Cte> = outer.iter().copied().chain(&self.ctes).collect();
        show_body(&self.body, &ctes, shown);
    }
}

fn show_body<'q>(body: &'q QueryBody, ctes: &[&'q Cte], shown: &mut Vec<&'q TableName>) {
    match body {
        QueryBody::Select(select) => show_select(select, ctes, shown),
        QueryBody::Set(_, left, right) => {
            show_body(left, ctes, shown);
            show_body(right, ctes, shown);
        }
        QueryBody::Values(rows) => rows.iter().flatten().for_each(|value| show_value(value, ctes, shown)),
        QueryBody::Query(query) => query.show(ctes, shown),
        // What is changed is told as a change.
        QueryBody::Modify(_) => {}
    }
}

fn show_select<'q>(select: &'q Select, ctes: &[&'q Cte], shown: &mut Vec<&'q TableName>) {
    select.items.iter().for_each(|item| show_value(&item.value, ctes, shown));
    let (mut sums, mut names) = (false, false);
    select.items.iter().for_each(|item| summed_parts(&item.value, &mut sums, &mut names));
    if names {
        show_from(&select.from, ctes, shown);
    }
}

fn show_from<'q>(from: &'q [FromItem], ctes: &[&'q Cte], shown: &mut Vec<&'q TableName>) {
    for item in from {
        match &item.source {
            Source::Table(table) => {
                let named = ctes.iter().rposition(|cte| table.schema.is_none() && cte.name == table.name);
                match named.and_then(|index| Some((ctes.get(index)?, ctes.get(..index)?))) {
                    // A later one may use those before it; one that names itself adds nothing of its own.
                    Some((cte, before)) => cte.query.show(before, shown),
                    None => shown.push(table),
                }
            }
            Source::Query(query) => query.show(ctes, shown),
            Source::Nested(items) => show_from(items, ctes, shown),
            Source::Call(call) => show_value(call, ctes, shown),
            Source::Other => {}
        }
    }
}

/// The subqueries of a value whose rows become a part of it: `(SELECT …)`, `ARRAY(SELECT …)`.
fn show_value<'q>(value: &'q Expr, ctes: &[&'q Cte], shown: &mut Vec<&'q TableName>) {
    if let ExprKind::Subquery(query) | ExprKind::ArrayQuery(query) = &value.kind {
        return query.show(ctes, shown);
    }
    each_part(&value.kind, &mut |part| {
        if let Part::Expr(expr) = part {
            show_value(expr, ctes, shown);
        }
    });
}

/// Whether there are sums in an expression, and whether there are columns outside of them.
fn summed_parts(expr: &Expr, sums: &mut bool, names: &mut bool) {
    match &expr.kind {
        ExprKind::Call(call) if is_sum(call) => *sums = true,
        ExprKind::Column(_) | ExprKind::Star(_) => *names = true,
        kind => each_part(kind, &mut |part| {
            if let Part::Expr(expr) = part {
                summed_parts(expr, sums, names);
            }
        }),
    }
}

fn is_sum(call: &Call) -> bool {
    !call.windowed && call.name.last().is_some_and(|name| SUMS.contains(&name.as_str()))
}

#[cfg(test)]
mod tests {
    use crate::sql::expr::parse_query;

    fn shown(text: &str) -> Vec<String> {
        let query = parse_query(text).expect("parses");
        query.shown_tables().into_iter().map(|table| table.name.clone()).collect()
    }

    fn is_summary(text: &str) -> bool {
        parse_query(text).expect("parses").is_summary()
    }

    #[test]
    fn numbers_show_no_rows() {
        assert!(
            shown("select json_build_object('a', (select count(*) from members), 'b', (select max(n) from t))")
                .is_empty()
        );
        assert!(shown("select count(*) from (select email from members) m").is_empty());
        assert!(shown("with m as (select * from members) select count(*) from m").is_empty());
        assert!(shown("select exists (select 1 from members where email = 'a')").is_empty());
    }

    #[test]
    fn rows_are_shown_however_they_are_collected() {
        assert_eq!(shown("select json_agg(m) from members m"), ["members"]);
        assert_eq!(shown("select count(*), (select email from members limit 1) from t"), ["members"]);
        assert_eq!(shown("select kind, count(*) from members group by kind"), ["members"]);
        assert_eq!(
            shown("with m as (select * from members) select json_build_object('all', (select json_agg(m) from m))"),
            ["members"]
        );
        assert_eq!(
            shown("with recursive m as (select * from members union select * from m) select * from m"),
            ["members", "m"]
        );
        assert_eq!(shown("select array(select email from members)"), ["members"]);
    }

    #[test]
    fn a_summary_is_sums_alone() {
        assert!(is_summary(
            "select count(*), coalesce(sum(price), 0) / 100 as total from sales where shop_id = p_shop"
        ));
        assert!(!is_summary("select amount from packs where id = p_pack"));
        assert!(!is_summary("select sum(price), (select amount from packs limit 1) from sales"));
        assert!(!is_summary("select shop_id, sum(price) from sales group by shop_id"));
        assert!(!is_summary("select 1 from sales"));
        assert!(is_summary("select jsonb_build_object('n', count(*)) from sales"));
    }
}
