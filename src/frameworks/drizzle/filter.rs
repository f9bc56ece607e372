//! Conditions and orders of Drizzle: `and(eq(users.id, id), gt(users.age, 18))`, `desc(users.createdAt)`.

use super::table::{self, Table};
use crate::{
    facts::code::{BinaryOp, BindingId, ExprId, ExprKind, FnId, List, Node, StmtKind},
    frameworks::{data::Site, objects::variable, raw_sql},
    model::{
        queries::{Comparison, Condition, Sort},
        values::Root,
    },
};

/// Reads conditions of one table's query.
pub(super) struct Filter<'a, 'v, 't> {
    pub(super) site: Site<'a, 'v>,
    pub(super) table: &'t Table,
}

/// What a condition asks of the rows.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) conditions: Vec<Condition>,
    /// Whether there are others that could not be read.
    pub(super) has_unread: bool,
}

/// Conditions nest; deeper ones are left unread.
const DEPTH: u32 = 12;

impl Filter<'_, '_, '_> {
    /// What a condition asks; a callback's result is meant where it is one.
    pub(super) fn read(&self, condition: ExprId) -> Read {
        let mut read = Read::default();
        let condition = self.result(condition).unwrap_or(condition);
        self.collect(condition, DEPTH, &mut read);
        read
    }

    /// The column that an expression names; `t.email` in a callback is one of the query's own table.
    pub(super) fn column(&self, expr: ExprId) -> Option<String> {
        let (values, file) = (self.site.values, self.site.file);
        if let Some((table, key)) = table::column(values, file, expr) {
            let column = table.column(values, &key);
            let is_own = table.name == self.table.name;
            return Some(if is_own { column } else { format!("{}.{column}", table.name) });
        }
        let of_callback = values.symbols(file, expr).into_iter().find_map(|s| match s.root {
            Root::Param(at, function, 0) if at == file && self.is_argument(function) => Some(s.path.as_str()),
            _ => None,
        })?;
        let key = of_callback.strip_prefix('.').filter(|k| !k.contains(['.', '(', '[']))?;
        let declared = self.table.declared(values);
        declared.get(key).map(|_| self.table.column(values, key))
    }

    /// Whether a function stands within the query's call.
    fn is_argument(&self, function: FnId) -> bool {
        self.site.code.range(self.site.call).contains(self.site.code.function(function).range)
    }

    /// What `(t, { eq }) => eq(t.id, id)` gives.
    fn result(&self, callback: ExprId) -> Option<ExprId> {
        let ExprKind::Function(function) = self.site.code.expr(callback) else { return None };
        let last = self.site.code.block(self.site.code.function(function).body).next_back()?;
        match self.site.code.stmt(last).kind {
            StmtKind::Return(value) => value,
            _ => None,
        }
    }

    fn collect(&self, condition: ExprId, depth: u32, read: &mut Read) {
        let code = self.site.code;
        let Some(depth) = depth.checked_sub(1) else {
            read.has_unread = true;
            return;
        };
        match code.expr(condition) {
            ExprKind::Call { callee, args } => self.call(callee, args, depth, read),
            ExprKind::Conditional { then, otherwise, .. } => {
                self.collect(then, depth, read);
                self.collect(otherwise, depth, read);
            }
            ExprKind::Binary { op: BinaryOp::And, right, .. } => self.collect(right, depth, read),
            ExprKind::Template { parts, tag: Some(_) } => self.in_sql(parts, read),
            ExprKind::Spread(list) => self.spread(list, depth, read),
            ExprKind::Ident { binding: None, .. } | ExprKind::Null => {}
            ExprKind::Ident { binding: Some(binding), .. } => match variable(code, binding) {
                Some(init) if code.binding(binding).constant => self.collect(init, depth, read),
                _ => read.has_unread = true,
            },
            _ => read.has_unread = true,
        }
    }

    /// `` sql`${orders.note} like 'x%'` ``.
    fn in_sql(&self, parts: List, read: &mut Read) {
        match raw_sql::condition(self.site, &self.table.name, parts) {
            Some((conditions, has_unread)) => {
                read.conditions.extend(conditions);
                read.has_unread |= has_unread;
            }
            None => read.has_unread = true,
        }
    }

    /// `or(...ids.map((id) => eq(orders.id, id)))`: the same column, with one of many values.
    fn mapped(&self, callback: ExprId, depth: u32, read: &mut Read) {
        let mut each = Read::default();
        match self.result(callback) {
            Some(condition) => self.collect(condition, depth, &mut each),
            None => each.has_unread = true,
        }
        for condition in &mut each.conditions {
            if let Condition::Compare(comparison) = condition
                && comparison.op == "eq"
            {
                "in".clone_into(&mut comparison.op);
            }
        }
        read.conditions.extend(each.conditions);
        read.has_unread |= each.has_unread;
    }

    /// `and(...conditions)`: the elements of the list and what is pushed onto it.
    fn spread(&self, list: ExprId, depth: u32, read: &mut Read) {
        let code = self.site.code;
        if let ExprKind::Call { callee, args } = code.expr(list)
            && matches!(code.expr(callee), ExprKind::Member { property, .. } if code.str(property) == "map")
            && let Some(callback) = code.arg(args, 0)
        {
            self.mapped(callback, depth, read);
            return;
        }
        let ExprKind::Ident { binding: Some(binding), .. } = code.expr(list) else {
            read.has_unread = true;
            return;
        };
        match variable(code, binding).map(|init| code.expr(init)) {
            Some(ExprKind::Array { elements }) => {
                code.expr_list(elements).for_each(|e| self.collect(e, depth, read));
            }
            _ => read.has_unread = true,
        }
        for pushed in self.pushed(binding) {
            self.collect(pushed, depth, read);
        }
    }

    fn pushed(&self, binding: BindingId) -> Vec<ExprId> {
        let code = self.site.code;
        let mut found = Vec::new();
        for &reference in code.references(binding) {
            let Node::Expr(member) = code.parent(reference) else { continue };
            let ExprKind::Member { object, property, .. } = code.expr(member) else { continue };
            let Node::Expr(call) = code.parent(member) else { continue };
            if let ExprKind::Call { callee, args } = code.expr(call)
                && callee == member
                && object == reference
                && code.str(property) == "push"
            {
                found.extend(code.expr_list(args));
            }
        }
        found
    }

    fn call(&self, callee: ExprId, args: List, depth: u32, read: &mut Read) {
        let code = self.site.code;
        let path = code.path(callee).unwrap_or_default();
        let argument = |i| code.arg(args, i);
        match path.rsplit('.').next().unwrap_or_default() {
            "and" => code.expr_list(args).for_each(|a| self.collect(a, depth, read)),
            "or" => self.any_of(args, depth, read),
            "isNull" => self.compare(argument(0), "is", None, read),
            "isNotNull" => self.compare(argument(0), "not.is", None, read),
            "between" => {
                self.compare(argument(0), "gte", argument(1), read);
                self.compare(argument(0), "lte", argument(2), read);
            }
            name => match operator(name) {
                Some(op) => self.compare(argument(0), op, argument(1), read),
                None => read.has_unread = true,
            },
        }
    }

    fn any_of(&self, args: List, depth: u32, read: &mut Read) {
        let mut groups = Vec::new();
        for alternative in self.site.code.expr_list(args) {
            let mut inner = Read::default();
            self.collect(alternative, depth, &mut inner);
            read.has_unread |= inner.has_unread;
            groups.push(inner.conditions.iter().flat_map(Condition::comparisons).cloned().collect());
        }
        read.conditions.push(Condition::AnyOf(groups));
    }

    fn compare(&self, column: Option<ExprId>, op: &str, value: Option<ExprId>, read: &mut Read) {
        let Some(found) = column.and_then(|c| self.column(c)) else {
            read.has_unread = true;
            return;
        };
        // `eq(orders.userId, users.id)` joins: it is no condition on a value.
        if value.is_some_and(|v| self.column(v).is_some()) {
            return;
        }
        let mut comparison = Comparison::of(self.site.values, self.site.file, Some(found), op, value);
        if value.is_none() {
            comparison.literal = Some("null".to_owned());
        }
        read.conditions.push(Condition::Compare(comparison));
    }

    /// The sort keys that an argument of `orderBy` gives; `None` for what is computed.
    pub(super) fn sort_keys(&self, key: ExprId) -> Option<Vec<Sort>> {
        let code = self.site.code;
        let key = self.result(key).unwrap_or(key);
        if let ExprKind::Array { elements } = code.expr(key) {
            let all: Option<Vec<Vec<Sort>>> = code.expr_list(elements).map(|e| self.sort_keys(e)).collect();
            return all.map(|keys| keys.into_iter().flatten().collect());
        }
        let (column, descending) = match code.expr(key) {
            ExprKind::Call { callee, args } => {
                let path = code.path(callee)?;
                let direction = path.rsplit('.').next()?;
                if !matches!(direction, "asc" | "desc") {
                    return None;
                }
                (code.arg(args, 0)?, direction == "desc")
            }
            _ => (key, false),
        };
        let column = self.column(column)?;
        Some(vec![Sort { column, descending, nulls_first: None }])
    }

    /// `count()`, `sum(orders.total)`, `` sql`count(*)` ``, also behind `.mapWith(Number)` and `.as("n")`.
    pub(super) fn is_aggregate(&self, expr: ExprId) -> bool {
        let code = self.site.code;
        let is_word = |w: &str| {
            let word: String = w.trim_start().chars().take_while(char::is_ascii_alphabetic).collect();
            matches!(word.to_ascii_lowercase().as_str(), "count" | "sum" | "avg" | "min" | "max" | "coalesce")
        };
        let chain = code.chain(expr);
        match code.expr(chain.base) {
            ExprKind::Template { parts, .. } => {
                code.expr_list(parts).next().and_then(|p| code.string(p)).is_some_and(is_word)
            }
            ExprKind::Ident { name, .. } => {
                let is_called = chain.links.first().is_some_and(|l| l.name.is_none() && l.args.is_some());
                let name = code.str(name);
                is_called && (is_word(name) || matches!(name, "countDistinct" | "sumDistinct" | "avgDistinct"))
            }
            _ => false,
        }
    }
}

/// PostgREST's name of an operator of Drizzle.
fn operator(name: &str) -> Option<&'static str> {
    Some(match name {
        "eq" => "eq",
        "ne" => "neq",
        "gt" => "gt",
        "gte" => "gte",
        "lt" => "lt",
        "lte" => "lte",
        "like" => "like",
        "ilike" => "ilike",
        "notLike" => "not.like",
        "notIlike" => "not.ilike",
        "inArray" => "in",
        "notInArray" => "not.in",
        "arrayContains" => "cs",
        "arrayContained" => "cd",
        "arrayOverlaps" => "ov",
        _ => return None,
    })
}
