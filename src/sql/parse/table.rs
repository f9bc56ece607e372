//! `CREATE TABLE`: columns and constraints.

use squawk_syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode},
};

use super::{
    tree::{Cx, child, children, code_tokens, has, if_not_exists},
    type_name::type_in,
};
use crate::sql::statement::{
    ColumnDef, Constraint, ConstraintKind, CreateTable, Exclude, ForeignKey, Generated, Ident, Identity, Key,
    ObjectName, PartitionBy, PartitionOf, Persistence, ReferentialAction, RelationOption, SqlText, StatementKind,
    TableLike,
};

/// `CREATE TABLE`, `CREATE FOREIGN TABLE`.
pub(super) fn create(node: &SyntaxNode, cx: Cx<'_>) -> Option<StatementKind> {
    let mut table = empty(cx.name_in::<ast::TableName>(node)?, node);
    if let Some(args) = child::<ast::TableArgList>(node) {
        add_elements(&mut table, &args, cx);
    }
    if let Some(inherits) = child::<ast::Inherits>(node) {
        table.inherits = cx.names_in::<ast::TableNameRef>(inherits.syntax());
    }
    table.partition_by = child::<ast::PartitionBy>(node).map(|p| partition_by(&p, cx));
    table.partition_of = child::<ast::PartitionOf>(node).and_then(|of| {
        let bound = child::<ast::PartitionType>(node).and_then(|bound| partition_bound(&bound, cx));
        Some(PartitionOf { parent: cx.name_in::<ast::TableNameRef>(of.syntax())?, bound })
    });
    table.of_type = child::<ast::OfType>(node).and_then(|of| type_in(of.syntax(), cx));
    table.server = child::<ast::ServerClause>(node).and_then(|s| cx.ident_in::<ast::ServerRef>(s.syntax()));
    Some(StatementKind::CreateTable(Box::new(table)))
}

/// `CREATE TABLE … AS`.
pub(super) fn create_as(node: &ast::CreateTableAs, cx: Cx<'_>) -> Option<StatementKind> {
    let node = node.syntax();
    let mut table = empty(cx.name_in::<ast::TableName>(node)?, node);
    if let Some(args) = child::<ast::TableArgList>(node) {
        add_elements(&mut table, &args, cx);
    }
    table.query = child::<ast::CreateTableAsQuery>(node).map(|q| cx.text(q.syntax()));
    table.no_data = child::<ast::WithNoData>(node).is_some();
    Some(StatementKind::CreateTable(Box::new(table)))
}

/// `SELECT … INTO table`.
pub(super) fn select_into(node: &ast::SelectInto, cx: Cx<'_>) -> Option<StatementKind> {
    let into = child::<ast::IntoClause>(node.syntax())?;
    let mut table = empty(cx.name_in::<ast::TableName>(into.syntax())?, into.syntax());
    table.query = Some(cx.text(node.syntax()));
    Some(StatementKind::CreateTable(Box::new(table)))
}

fn empty(name: ObjectName, node: &SyntaxNode) -> CreateTable {
    CreateTable {
        name,
        if_not_exists: if_not_exists(node),
        persistence: persistence(node),
        columns: Vec::new(),
        constraints: Vec::new(),
        likes: Vec::new(),
        inherits: Vec::new(),
        partition_by: None,
        partition_of: None,
        of_type: None,
        query: None,
        no_data: false,
        server: None,
        options: options_in(node),
    }
}

/// `TEMP`, `UNLOGGED`.
pub(super) fn persistence(node: &SyntaxNode) -> Persistence {
    match child::<ast::Persistence>(node) {
        Some(ast::Persistence::Temp(_)) => Persistence::Temporary,
        Some(ast::Persistence::Unlogged(_)) => Persistence::Unlogged,
        None => Persistence::Permanent,
    }
}

/// `WITH (…)`, `SET (…)`, `(…)`: the options in it.
pub(super) fn options_in(node: &SyntaxNode) -> Vec<RelationOption> {
    let inner = child::<ast::WithParams>(node).map_or_else(|| node.clone(), |p| p.syntax().clone());
    let Some(list) = child::<ast::AttributeList>(&inner) else { return Vec::new() };
    children::<ast::AttributeOption>(list.syntax()).map(|o| option(o.syntax())).collect()
}

fn option(node: &SyntaxNode) -> RelationOption {
    let value = child::<ast::AttributeValue>(node).map(|v| plain_value(v.syntax()));
    let name: String = node
        .children_with_tokens()
        .take_while(|c| c.kind() != SyntaxKind::EQ)
        .filter(|c| !c.kind().is_trivia())
        .map(|c| c.to_string())
        .collect();
    RelationOption { name: name.trim().replace('"', "").to_ascii_lowercase(), value }
}

/// The text of a value, unquoted if it is a string.
pub(super) fn plain_value(node: &SyntaxNode) -> String {
    let literal = ast::Literal::cast(node.clone()).or_else(|| child::<ast::Literal>(node));
    let string =
        literal.filter(|l| code_tokens(l.syntax()).any(|t| is_string(t.kind()))).and_then(|l| l.string_value());
    string.unwrap_or_else(|| node.text().to_string().trim().to_owned())
}

fn is_string(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::STRING
            | SyntaxKind::ESC_STRING
            | SyntaxKind::UNICODE_ESC_STRING
            | SyntaxKind::DOLLAR_QUOTED_STRING
            | SyntaxKind::NATIONAL_STRING
    )
}

fn add_elements(table: &mut CreateTable, args: &ast::TableArgList, cx: Cx<'_>) {
    for arg in children::<ast::TableArg>(args.syntax()) {
        match arg {
            ast::TableArg::Column(column) => table.columns.extend(self::column(column.syntax(), cx)),
            ast::TableArg::LikeClause(like) => {
                let position = table.columns.len();
                table.likes.extend(self::like(&like, position, cx));
            }
            ast::TableArg::TableConstraint(c) => table.constraints.extend(constraint(c.syntax(), None, cx)),
        }
    }
}

fn like(node: &ast::LikeClause, position: usize, cx: Cx<'_>) -> Option<TableLike> {
    let words = |wanted: bool| {
        let options = children::<ast::LikeOption>(node.syntax());
        let fits = move |o: &ast::LikeOption| matches!(o, ast::LikeOption::IncludingProperty(_)) == wanted;
        let word = |o: ast::LikeOption| code_tokens(o.syntax()).nth(1).map(|t| t.text().to_ascii_lowercase());
        options.filter(fits).filter_map(word).collect()
    };
    let table = cx.name_in::<ast::RelationNameRef>(node.syntax())?;
    Some(TableLike { table, position, including: words(true), excluding: words(false) })
}

fn partition_by(node: &ast::PartitionBy, cx: Cx<'_>) -> PartitionBy {
    let node = node.syntax();
    let method = child::<ast::PartitionStrategy>(node).map(|s| cx.text(s.syntax()).text.to_ascii_lowercase());
    let items = child::<ast::PartitionItemList>(node);
    let keys = items.into_iter().flat_map(|l| children::<ast::PartitionItem>(l.syntax()));
    PartitionBy { method: method.unwrap_or_default(), keys: keys.filter_map(|i| cx.expr_in(i.syntax())).collect() }
}

/// `FOR VALUES …`; none for `DEFAULT`.
pub(super) fn partition_bound(node: &ast::PartitionType, cx: Cx<'_>) -> Option<SqlText> {
    (!matches!(node, ast::PartitionType::PartitionDefault(_))).then(|| cx.text(node.syntax()))
}

/// A column with its type and constraints, of a table or behind `ADD COLUMN`.
pub(super) fn column(node: &SyntaxNode, cx: Cx<'_>) -> Option<ColumnDef> {
    let name = cx.ident_in::<ast::ColumnName>(node)?;
    let mut column = ColumnDef {
        type_name: type_in(node, cx),
        collation: collation(node, cx),
        not_null: None,
        null: false,
        default: None,
        generated: None,
        identity: None,
        constraints: Vec::new(),
        range: cx.range(node),
        name,
    };
    for clause in children::<ast::Constraint>(node) {
        add_constraint(&mut column, &clause, cx);
    }
    Some(column)
}

/// `COLLATE name`.
pub(super) fn collation(node: &SyntaxNode, cx: Cx<'_>) -> Option<ObjectName> {
    child::<ast::Collate>(node).and_then(|c| cx.name_in::<ast::CollationRef>(c.syntax()))
}

fn add_constraint(column: &mut ColumnDef, clause: &ast::Constraint, cx: Cx<'_>) {
    let node = clause.syntax();
    match clause {
        ast::Constraint::NotNullConstraint(_) => column.not_null = Some(cx.range(node)),
        ast::Constraint::NullConstraint(_) => column.null = true,
        ast::Constraint::DefaultConstraint(_) => column.default = cx.expr_in(node),
        ast::Constraint::GeneratedConstraint(_) => {
            if let Some(stored) = child::<ast::GeneratedStored>(node) {
                let is_stored = child::<ast::Stored>(stored.syntax()).is_some();
                let expression = cx.expr_in(stored.syntax());
                column.generated = expression.map(|expression| Generated { expression, stored: is_stored });
            } else if let Some(identity) = child::<ast::GeneratedIdentity>(node) {
                column.identity = Some(self::identity(identity.syntax()));
            }
        }
        _ => {
            let name = column.name.clone();
            column.constraints.extend(constraint(node, Some(&name), cx));
        }
    }
}

/// `ALWAYS` or `BY DEFAULT`.
pub(super) fn identity(node: &SyntaxNode) -> Identity {
    Identity { always: child::<ast::GeneratedAlways>(node).is_some() }
}

/// A constraint of a table, or of the column that is named.
pub(super) fn constraint(node: &SyntaxNode, column: Option<&Ident>, cx: Cx<'_>) -> Option<Constraint> {
    let name = child::<ast::ConstraintNameClause>(node).and_then(|c| cx.ident_in::<ast::ConstraintName>(c.syntax()));
    let options: Vec<ast::ConstraintOption> = children::<ast::ConstraintOption>(node).collect();
    let is = |fits: fn(&ast::ConstraintOption) -> bool| options.iter().any(fits);
    let initially_deferred = is(|o| matches!(o, ast::ConstraintOption::InitiallyDeferredConstraintOption(_)));
    Some(Constraint {
        name,
        kind: constraint_kind(node, column, cx)?,
        deferrable: initially_deferred || is(|o| matches!(o, ast::ConstraintOption::DeferrableConstraintOption(_))),
        initially_deferred,
        not_valid: is(|o| matches!(o, ast::ConstraintOption::NotValid(_))),
        no_inherit: is(|o| matches!(o, ast::ConstraintOption::NoInherit(_))),
        not_enforced: is(|o| matches!(o, ast::ConstraintOption::NotEnforced(_))),
        range: cx.range(node),
    })
}

fn constraint_kind(node: &SyntaxNode, column: Option<&Ident>, cx: Cx<'_>) -> Option<ConstraintKind> {
    Some(match ast::Constraint::cast(node.clone())? {
        ast::Constraint::CheckConstraint(_) => ConstraintKind::Check(cx.expr_in(node)?),
        ast::Constraint::PrimaryKeyConstraint(_) => ConstraintKind::PrimaryKey(key(node, column, cx)),
        ast::Constraint::UniqueConstraint(_) => ConstraintKind::Unique(key(node, column, cx)),
        ast::Constraint::ForeignKeyConstraint(_) | ast::Constraint::ReferencesConstraint(_) => {
            ConstraintKind::ForeignKey(foreign_key(node, column, cx)?)
        }
        ast::Constraint::ExcludeConstraint(_) => ConstraintKind::Exclude(exclude(node, cx)),
        ast::Constraint::NotNullConstraint(_) => {
            ConstraintKind::NotNull(cx.ident_in::<ast::ColumnNameRef>(node).or_else(|| column.cloned()))
        }
        ast::Constraint::DefaultConstraint(_)
        | ast::Constraint::GeneratedConstraint(_)
        | ast::Constraint::NullConstraint(_) => return None,
    })
}

fn key(node: &SyntaxNode, column: Option<&Ident>, cx: Cx<'_>) -> Key {
    let parameters = child::<ast::IndexParameters>(node).map_or_else(|| node.clone(), |p| p.syntax().clone());
    let listed = child::<ast::ConstraintColumnRefList>(&parameters);
    let columns = listed.map(|l| cx.idents_in::<ast::ColumnNameRef>(l.syntax())).unwrap_or_default();
    let using_index = child::<ast::UsingIndexName>(node).and_then(|u| cx.ident_in::<ast::IndexRef>(u.syntax()));
    let implied = if columns.is_empty() && using_index.is_none() { column.cloned() } else { None };
    Key {
        columns: implied.into_iter().chain(columns).collect(),
        include: include(&parameters, cx),
        nulls_not_distinct: child::<ast::NullsNotDistinct>(&parameters).is_some(),
        using_index,
    }
}

fn include(parameters: &SyntaxNode, cx: Cx<'_>) -> Vec<Ident> {
    let clause = child::<ast::ConstraintIncludeClause>(parameters);
    let list = clause.and_then(|c| child::<ast::ColumnRefList>(c.syntax()));
    list.map(|l| cx.idents_in::<ast::ColumnNameRef>(l.syntax())).unwrap_or_default()
}

fn foreign_key(node: &SyntaxNode, column: Option<&Ident>, cx: Cx<'_>) -> Option<ForeignKey> {
    let mut lists = children::<ast::ForeignKeyColumnList>(node).map(|l| cx.idents_in::<ast::ColumnNameRef>(l.syntax()));
    let columns = match column {
        Some(column) => vec![column.clone()],
        None => lists.next().unwrap_or_default(),
    };
    let referenced = match column {
        Some(_) => cx.ident_in::<ast::ColumnNameRef>(node).into_iter().chain(lists.flatten()).collect(),
        None => lists.next().unwrap_or_default(),
    };
    let action = |delete: bool| {
        let on = children::<ast::ReferentialAction>(node)
            .find(|a| matches!(a, ast::ReferentialAction::OnDeleteAction(_)) == delete);
        on.and_then(|a| child::<ast::RefAction>(a.syntax())).map_or(ReferentialAction::NoAction, |a| referential(&a))
    };
    Some(ForeignKey {
        columns,
        table: cx.name_in::<ast::TableNameRef>(node)?,
        referenced,
        on_delete: action(true),
        on_update: action(false),
        match_full: child::<ast::MatchFull>(node).is_some(),
    })
}

fn referential(action: &ast::RefAction) -> ReferentialAction {
    match action {
        ast::RefAction::NoAction(_) => ReferentialAction::NoAction,
        ast::RefAction::Restrict(_) => ReferentialAction::Restrict,
        ast::RefAction::Cascade(_) => ReferentialAction::Cascade,
        ast::RefAction::SetNullColumns(_) => ReferentialAction::SetNull,
        ast::RefAction::SetDefaultColumns(_) => ReferentialAction::SetDefault,
    }
}

fn exclude(node: &SyntaxNode, cx: Cx<'_>) -> Exclude {
    let method = child::<ast::ConstraintIndexMethod>(node)
        .and_then(|m| cx.ident_in::<ast::AccessMethodRef>(m.syntax()))
        .map_or_else(|| "btree".to_owned(), |m| m.name);
    let list = child::<ast::ConstraintExclusionList>(node);
    let items = list.into_iter().flat_map(|l| children::<ast::ConstraintExclusion>(l.syntax()));
    let element = |item: ast::ConstraintExclusion| {
        let operator = item.syntax().children().last().map(|o| cx.text(&o).text).unwrap_or_default();
        Some((cx.expr_in(item.syntax())?, operator))
    };
    Exclude {
        method,
        elements: items.filter_map(element).collect(),
        predicate: child::<ast::WhereConditionClause>(node).and_then(|w| cx.expr_in(w.syntax())),
    }
}

/// Whether `ONLY` stands before the name of a table.
pub(super) fn is_only(relation: &SyntaxNode) -> bool {
    has(relation, SyntaxKind::ONLY_KW)
}
