//! Queries and statements: the parser's tree → ours.

use sqlparser::ast::{
    self, AssignmentTarget, ConflictTarget, Distinct, FromTable, FunctionArg, FunctionArgExpr, GroupByExpr,
    JoinConstraint, JoinOperator, LimitClause, OnConflictAction, OnInsert, OrderByKind,
    SelectItemQualifiedWildcardKind, SetExpr, SetOperator, TableFactor, TableObject, TableWithJoins,
    UpdateTableFromKind,
};

use super::{
    lower::{Lowering, fold, object_name},
    places::cover,
    statement::{Assignment, Delete, Insert, Statement, Update},
    tree::{
        Arg, Call, Cte, Expr, ExprKind, FromItem, Join, JoinKind, Query, QueryBody, Select, SelectItem, SetOp, SortKey,
        Source, TableName,
    },
};
use crate::source::span::Range;

impl Lowering {
    pub(super) fn query(&self, query: &ast::Query) -> Query {
        let ctes = query.with.iter().flat_map(|with| &with.cte_tables).map(|cte| self.cte(cte)).collect();
        let body = self.body(&query.body);
        let order = match query.order_by.as_ref().map(|order| &order.kind) {
            Some(OrderByKind::Expressions(items)) => items.iter().map(|item| self.sort_key(item)).collect(),
            _ => Vec::new(),
        };
        let limit = match &query.limit_clause {
            Some(LimitClause::LimitOffset { limit, .. }) => limit.as_ref(),
            Some(LimitClause::OffsetCommaLimit { limit, .. }) => Some(limit),
            None => query.fetch.as_ref().and_then(|fetch| fetch.quantity.as_ref()),
        };
        let limit = limit.map(|limit| self.boxed(limit));
        let range = body_range(&body);
        Query { ctes, body, order, limit, range }
    }

    fn sort_key(&self, item: &ast::OrderByExpr) -> SortKey {
        SortKey {
            expr: self.expr(&item.expr),
            descending: matches!(item.options.sort, Some(ast::OrderBySort::Desc)),
            nulls_first: item.options.nulls_first,
        }
    }

    fn cte(&self, cte: &ast::Cte) -> Cte {
        Cte {
            name: fold(&cte.alias.name),
            columns: cte.alias.columns.iter().map(|column| fold(&column.name)).collect(),
            query: self.query(&cte.query),
        }
    }

    /// Chains of set operations lean to the left: the spine is walked, not recursed into.
    fn body(&self, body: &SetExpr) -> QueryBody {
        let mut rest = Vec::new();
        let mut first = body;
        while let SetExpr::SetOperation { left, op, right, .. } = first {
            rest.push((op, right));
            first = left;
        }
        let mut result = self.simple_body(first);
        for (op, right) in rest.into_iter().rev() {
            let op = match op {
                SetOperator::Union => SetOp::Union,
                SetOperator::Except | SetOperator::Minus => SetOp::Except,
                SetOperator::Intersect => SetOp::Intersect,
            };
            result = QueryBody::Set(op, Box::new(result), Box::new(self.body(right)));
        }
        result
    }

    fn simple_body(&self, body: &SetExpr) -> QueryBody {
        match body {
            SetExpr::Select(select) => QueryBody::Select(Box::new(self.select(select))),
            SetExpr::Query(query) => QueryBody::Query(Box::new(self.query(query))),
            SetExpr::Values(values) => {
                QueryBody::Values(values.rows.iter().map(|row| self.exprs(row.content.iter())).collect())
            }
            SetExpr::Insert(statement) | SetExpr::Update(statement) | SetExpr::Delete(statement) => {
                QueryBody::Modify(Box::new(self.statement(statement)))
            }
            SetExpr::Table(table) => {
                let name = TableName {
                    schema: table.schema_name.clone(),
                    name: table.table_name.clone().unwrap_or_default(),
                    range: Range::default(),
                };
                let star = SelectItem { value: Expr::new(ExprKind::Star(Vec::new())), alias: None };
                let from = FromItem { source: Source::Table(name), alias: None, columns: Vec::new(), join: None };
                QueryBody::Select(Box::new(Select { items: vec![star], from: vec![from], ..Select::default() }))
            }
            SetExpr::SetOperation { .. } | SetExpr::Merge(_) => QueryBody::Modify(Box::new(Statement::Other)),
        }
    }

    fn select(&self, select: &ast::Select) -> Select {
        let group_by = match &select.group_by {
            GroupByExpr::Expressions(items, _) => self.exprs(items),
            GroupByExpr::All(_) => Vec::new(),
        };
        Select {
            distinct: matches!(select.distinct, Some(Distinct::Distinct | Distinct::On(_))),
            items: self.items(&select.projection),
            from: self.sources(&select.from),
            condition: select.selection.as_ref().map(|x| self.expr(x)),
            group_by,
            having: select.having.as_ref().map(|x| self.expr(x)),
        }
    }

    fn items(&self, items: &[ast::SelectItem]) -> Vec<SelectItem> {
        items.iter().map(|item| self.item(item)).collect()
    }

    fn item(&self, item: &ast::SelectItem) -> SelectItem {
        use ast::SelectItem as I;
        let (value, alias) = match item {
            I::UnnamedExpr(expr) => (self.expr(expr), None),
            I::ExprWithAlias { expr, alias } => (self.expr(expr), Some(fold(alias))),
            I::ExprWithAliases { expr, .. } => (self.expr(expr), None),
            I::QualifiedWildcard(SelectItemQualifiedWildcardKind::ObjectName(name), _) => {
                (Expr { kind: ExprKind::Star(object_name(name)), range: self.name_range(name) }, None)
            }
            I::QualifiedWildcard(SelectItemQualifiedWildcardKind::Expr(expr), _) => {
                (Expr::new(ExprKind::Other(vec![self.expr(expr)])), None)
            }
            I::Wildcard(options) => {
                let range = self.range(options.wildcard_token.0.span);
                (Expr { kind: ExprKind::Star(Vec::new()), range }, None)
            }
        };
        SelectItem { value, alias }
    }

    fn sources(&self, from: &[TableWithJoins]) -> Vec<FromItem> {
        from.iter().flat_map(|tables| self.joined(tables)).collect()
    }

    fn joined(&self, tables: &TableWithJoins) -> Vec<FromItem> {
        let mut items = vec![self.source(&tables.relation, None)];
        for join in &tables.joins {
            items.push(self.source(&join.relation, Some(self.join(&join.join_operator))));
        }
        items
    }

    fn join(&self, operator: &JoinOperator) -> Join {
        let (kind, constraint) = match operator {
            JoinOperator::Left(c) | JoinOperator::LeftOuter(c) => (JoinKind::Left, Some(c)),
            JoinOperator::Right(c) | JoinOperator::RightOuter(c) => (JoinKind::Right, Some(c)),
            JoinOperator::FullOuter(c) => (JoinKind::Full, Some(c)),
            JoinOperator::Join(c) | JoinOperator::Inner(c) | JoinOperator::CrossJoin(c) => (JoinKind::Inner, Some(c)),
            _ => (JoinKind::Inner, None),
        };
        let (on, using) = match constraint {
            Some(JoinConstraint::On(condition)) => (Some(self.expr(condition)), Vec::new()),
            Some(JoinConstraint::Using(names)) => {
                (None, names.iter().filter_map(|name| object_name(name).pop()).collect())
            }
            _ => (None, Vec::new()),
        };
        Join { kind, on, using }
    }

    fn source(&self, factor: &TableFactor, join: Option<Join>) -> FromItem {
        let (source, alias) = match factor {
            TableFactor::Table { name, alias, args: None, .. } => {
                (Source::Table(self.table_name(name)), alias.as_ref())
            }
            TableFactor::Table { name, alias, args: Some(args), .. } => {
                (Source::Call(Box::new(self.table_call(name, &args.args))), alias.as_ref())
            }
            TableFactor::Function { name, args, alias, .. } => {
                (Source::Call(Box::new(self.table_call(name, args))), alias.as_ref())
            }
            TableFactor::TableFunction { expr, alias } => (Source::Call(self.boxed(expr)), alias.as_ref()),
            TableFactor::UNNEST { alias, array_exprs, .. } => {
                let args = self.exprs(array_exprs).into_iter().map(|value| Arg { name: None, value }).collect();
                let call =
                    Call { name: vec!["unnest".to_owned()], args, distinct: false, filter: None, windowed: false };
                (Source::Call(Box::new(Expr::new(ExprKind::Call(call)))), alias.as_ref())
            }
            TableFactor::Derived { subquery, alias, .. } => {
                (Source::Query(Box::new(self.query(subquery))), alias.as_ref())
            }
            TableFactor::NestedJoin { table_with_joins, alias } => {
                (Source::Nested(self.joined(table_with_joins)), alias.as_ref())
            }
            _ => (Source::Other, None),
        };
        FromItem {
            source,
            alias: alias.map(|alias| fold(&alias.name)),
            columns: alias.iter().flat_map(|alias| &alias.columns).map(|column| fold(&column.name)).collect(),
            join,
        }
    }

    fn table_call(&self, name: &ast::ObjectName, args: &[FunctionArg]) -> Expr {
        let args = args
            .iter()
            .filter_map(|arg| match arg {
                FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => Some(Arg { name: None, value: self.expr(expr) }),
                FunctionArg::Named { name, arg: FunctionArgExpr::Expr(expr), .. } => {
                    Some(Arg { name: Some(fold(name)), value: self.expr(expr) })
                }
                _ => None,
            })
            .collect();
        let call = Call { name: object_name(name), args, distinct: false, filter: None, windowed: false };
        Expr { kind: ExprKind::Call(call), range: self.name_range(name) }
    }

    fn table_name(&self, name: &ast::ObjectName) -> TableName {
        let mut parts = object_name(name);
        let last = parts.pop().unwrap_or_default();
        TableName { schema: parts.pop(), name: last, range: self.name_range(name) }
    }

    pub(super) fn statement(&self, statement: &ast::Statement) -> Statement {
        match statement {
            ast::Statement::Query(query) => Statement::Query(self.query(query)),
            ast::Statement::Insert(insert) => self.insert(insert).map_or(Statement::Other, Statement::Insert),
            ast::Statement::Update(update) => self.update(update).map_or(Statement::Other, Statement::Update),
            ast::Statement::Delete(delete) => self.delete(delete).map_or(Statement::Other, Statement::Delete),
            _ => Statement::Other,
        }
    }

    fn insert(&self, insert: &ast::Insert) -> Option<Box<Insert>> {
        let TableObject::TableName(table) = &insert.table else { return None };
        let mut conflict_columns = Vec::new();
        let mut conflict_set = Vec::new();
        if let Some(OnInsert::OnConflict(conflict)) = &insert.on {
            if let Some(ConflictTarget::Columns(columns)) = &conflict.conflict_target {
                conflict_columns = columns.iter().map(fold).collect();
            }
            if let OnConflictAction::DoUpdate(update) = &conflict.action {
                conflict_set = self.assignments(&update.assignments);
            }
        }
        Some(Box::new(Insert {
            table: self.table_name(table),
            alias: insert.table_alias.as_ref().map(|written| fold(&written.alias)),
            columns: insert.columns.iter().filter_map(|name| object_name(name).pop()).collect(),
            source: insert.source.as_deref().map(|query| self.query(query)),
            conflict_columns,
            conflict_set,
            on_conflict: insert.on.is_some(),
            returning: insert.returning.as_deref().map(|items| self.items(items)).unwrap_or_default(),
        }))
    }

    fn update(&self, update: &ast::Update) -> Option<Box<Update>> {
        let (table, alias) = self.target(&update.table.relation)?;
        let from = match &update.from {
            Some(UpdateTableFromKind::BeforeSet(from) | UpdateTableFromKind::AfterSet(from)) => self.sources(from),
            None => Vec::new(),
        };
        Some(Box::new(Update {
            table,
            alias,
            set: self.assignments(&update.assignments),
            from,
            condition: update.selection.as_ref().map(|x| self.expr(x)),
            returning: update.returning.as_deref().map(|items| self.items(items)).unwrap_or_default(),
        }))
    }

    fn delete(&self, delete: &ast::Delete) -> Option<Box<Delete>> {
        let (FromTable::WithFromKeyword(from) | FromTable::WithoutKeyword(from)) = &delete.from;
        let (table, alias) = self.target(&from.first()?.relation)?;
        Some(Box::new(Delete {
            table,
            alias,
            using: delete.using.as_deref().map(|using| self.sources(using)).unwrap_or_default(),
            condition: delete.selection.as_ref().map(|x| self.expr(x)),
            returning: delete.returning.as_deref().map(|items| self.items(items)).unwrap_or_default(),
        }))
    }

    fn target(&self, factor: &TableFactor) -> Option<(TableName, Option<String>)> {
        let TableFactor::Table { name, alias, .. } = factor else { return None };
        Some((self.table_name(name), alias.as_ref().map(|alias| fold(&alias.name))))
    }

    fn assignments(&self, assignments: &[ast::Assignment]) -> Vec<Assignment> {
        let lower = |assignment: &ast::Assignment| Assignment {
            columns: match &assignment.target {
                AssignmentTarget::ColumnName(name) => object_name(name).pop().into_iter().collect(),
                AssignmentTarget::Tuple(names) => names.iter().filter_map(|name| object_name(name).pop()).collect(),
            },
            value: self.expr(&assignment.value),
        };
        assignments.iter().map(lower).collect()
    }
}

fn body_range(body: &QueryBody) -> Range {
    let mut range = Range::default();
    super::walk::each_body_part(body, &mut |part| range = cover(range, part.range()));
    range
}
