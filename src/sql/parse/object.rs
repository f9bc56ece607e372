//! Objects of all kinds: what is the same for every kind, and the small kinds.

use squawk_syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode},
};

use super::{
    lower_nested,
    role::role,
    routine::args,
    table::persistence,
    tree::{Cx, cascades, child, children, code_tokens, has, if_exists, if_not_exists, string_in},
    type_name::type_in,
};
use crate::sql::statement::{
    AlterObject, Comment, CreateExtension, CreateObject, CreateSchema, CreateSequence, DropObjects, ObjectChange,
    ObjectKind, ObjectName, OwnedBy, RoutineRef, StatementKind,
};

/// The words that name a kind of object; longer ones before those they begin with.
const KINDS: [(&str, ObjectKind); 53] = [
    ("access method", ObjectKind::AccessMethod),
    ("aggregate", ObjectKind::Aggregate),
    ("cast", ObjectKind::Cast),
    ("collation", ObjectKind::Collation),
    ("column", ObjectKind::Column),
    ("constraint", ObjectKind::Constraint),
    ("default conversion", ObjectKind::Conversion),
    ("conversion", ObjectKind::Conversion),
    ("database", ObjectKind::Database),
    ("domain", ObjectKind::Domain),
    ("event trigger", ObjectKind::EventTrigger),
    ("extension", ObjectKind::Extension),
    ("foreign data wrapper", ObjectKind::ForeignDataWrapper),
    ("foreign table", ObjectKind::ForeignTable),
    ("foreign server", ObjectKind::Server),
    ("function", ObjectKind::Function),
    ("group", ObjectKind::Role),
    ("index", ObjectKind::Index),
    ("language", ObjectKind::Language),
    ("procedural language", ObjectKind::Language),
    ("trusted language", ObjectKind::Language),
    ("trusted procedural language", ObjectKind::Language),
    ("large object", ObjectKind::LargeObject),
    ("materialized view", ObjectKind::MaterializedView),
    ("operator class", ObjectKind::OperatorClass),
    ("operator family", ObjectKind::OperatorFamily),
    ("operator", ObjectKind::Operator),
    ("parameter", ObjectKind::Parameter),
    ("policy", ObjectKind::Policy),
    ("procedure", ObjectKind::Procedure),
    ("property graph", ObjectKind::PropertyGraph),
    ("publication", ObjectKind::Publication),
    ("role", ObjectKind::Role),
    ("routine", ObjectKind::Routine),
    ("rule", ObjectKind::Rule),
    ("schema", ObjectKind::Schema),
    ("sequence", ObjectKind::Sequence),
    ("server", ObjectKind::Server),
    ("statistics", ObjectKind::Statistics),
    ("subscription", ObjectKind::Subscription),
    ("system", ObjectKind::System),
    ("table", ObjectKind::Table),
    ("tablespace", ObjectKind::Tablespace),
    ("text search configuration", ObjectKind::TextSearchConfiguration),
    ("text search dictionary", ObjectKind::TextSearchDictionary),
    ("text search parser", ObjectKind::TextSearchParser),
    ("text search template", ObjectKind::TextSearchTemplate),
    ("transform", ObjectKind::Transform),
    ("trigger", ObjectKind::Trigger),
    ("type", ObjectKind::Type),
    ("user mapping", ObjectKind::UserMapping),
    ("user", ObjectKind::Role),
    ("view", ObjectKind::View),
];

/// The kind of object that words begin with, in lower case.
pub(super) fn kind_of_words(words: impl Iterator<Item = String>) -> Option<ObjectKind> {
    let start = words.take(3).collect::<Vec<_>>().join(" ");
    let begins = |kind: &str| start.strip_prefix(kind).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    KINDS.iter().find(|(words, _)| begins(words)).map(|(_, kind)| *kind)
}

/// An object by name, with its arguments where the node has any.
pub(super) fn signature(node: &SyntaxNode, cx: Cx<'_>) -> RoutineRef {
    let has_args = matches!(
        node.kind(),
        SyntaxKind::FUNCTION_SIG | SyntaxKind::PROCEDURE_SIG | SyntaxKind::ROUTINE_SIG | SyntaxKind::AGGREGATE
    );
    let named = if has_args { node.children().next() } else { None };
    let name = cx.name(named.as_ref().unwrap_or(node));
    RoutineRef { name, args: child::<ast::ParamList>(node).map(|list| args(&list, cx)) }
}

/// `CREATE`, `ALTER`, `DROP` of kinds that have no form of their own.
pub(super) fn generic(node: &SyntaxNode, cx: Cx<'_>) -> Option<StatementKind> {
    let command = code_tokens(node).next()?.kind();
    let kind = kind_of_words(words_after_command(node))?;
    match command {
        SyntaxKind::CREATE_KW => Some(create(kind, node, cx)),
        SyntaxKind::ALTER_KW => alter(kind, node, cx),
        SyntaxKind::DROP_KW => Some(drop_objects(kind, node, cx)),
        _ => None,
    }
}

fn words_after_command(node: &SyntaxNode) -> impl Iterator<Item = String> {
    let in_the_way = |kind| matches!(kind, SyntaxKind::OR_KW | SyntaxKind::REPLACE_KW | SyntaxKind::CONCURRENTLY_KW);
    code_tokens(node).skip(1).filter(move |t| !in_the_way(t.kind())).map(|t| t.text().to_ascii_lowercase())
}

/// Parts of a statement that are not the object it is about.
fn is_clause(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::IF_EXISTS
            | SyntaxKind::IF_NOT_EXISTS
            | SyntaxKind::OR_REPLACE
            | SyntaxKind::ON_TABLE
            | SyntaxKind::ON_RELATION
            | SyntaxKind::CASCADE
            | SyntaxKind::RESTRICT
            | SyntaxKind::USING_METHOD
            | SyntaxKind::SERVER_CLAUSE
            | SyntaxKind::PARAM_LIST
            | SyntaxKind::DROP_DATABASE_FORCE_CLAUSE
            | SyntaxKind::CAST_SIG
    )
}

fn has_no_name(kind: ObjectKind) -> bool {
    matches!(kind, ObjectKind::Cast | ObjectKind::Transform | ObjectKind::System)
}

fn create(kind: ObjectKind, node: &SyntaxNode, cx: Cx<'_>) -> StatementKind {
    let named = node.children().find(|c| !is_clause(c.kind())).filter(|_| !has_no_name(kind));
    let object = named
        .map(|n| RoutineRef { name: cx.name(&n), args: child::<ast::ParamList>(node).map(|list| args(&list, cx)) });
    let or_replace = child::<ast::OrReplace>(node).is_some();
    StatementKind::CreateObject(CreateObject { kind, object, if_not_exists: if_not_exists(node), or_replace })
}

fn alter(kind: ObjectKind, node: &SyntaxNode, cx: Cx<'_>) -> Option<StatementKind> {
    let mut parts = node.children().filter(|c| !is_clause(c.kind()));
    let object = if has_no_name(kind) { None } else { parts.next().map(|n| signature(&n, cx)) };
    let action = node.children().last()?;
    Some(alter_object(kind, object, table_of(node, cx), if_exists(node), &action, cx))
}

fn table_of(node: &SyntaxNode, cx: Cx<'_>) -> Option<ObjectName> {
    let on = node.children().find(|c| matches!(c.kind(), SyntaxKind::ON_TABLE | SyntaxKind::ON_RELATION))?;
    Some(cx.name(&on))
}

/// `ALTER kind object action`.
pub(super) fn alter_object(
    kind: ObjectKind,
    object: Option<RoutineRef>,
    on: Option<ObjectName>,
    if_exists: bool,
    action: &SyntaxNode,
    cx: Cx<'_>,
) -> StatementKind {
    let change = object_change(action, cx).unwrap_or_else(|| ObjectChange::Other(cx.text(action)));
    StatementKind::AlterObject(AlterObject { kind, object, on, if_exists, change })
}

/// `RENAME TO`, `SET SCHEMA`, `OWNER TO`, if it is one of these.
pub(super) fn object_change(action: &SyntaxNode, cx: Cx<'_>) -> Option<ObjectChange> {
    let mut words = code_tokens(action).map(|t| t.kind());
    match (words.next()?, words.next()?) {
        (SyntaxKind::RENAME_KW, SyntaxKind::TO_KW) => {
            action.children().last().map(|name| ObjectChange::RenameTo(cx.ident(&name)))
        }
        (SyntaxKind::SET_KW, SyntaxKind::SCHEMA_KW) => {
            cx.ident_in::<ast::SchemaRef>(action).map(ObjectChange::SetSchema)
        }
        (SyntaxKind::OWNER_KW, SyntaxKind::TO_KW) => {
            child::<ast::RoleRef>(action).map(|r| ObjectChange::OwnerTo(role(r.syntax(), cx)))
        }
        _ => None,
    }
}

fn drop_objects(kind: ObjectKind, node: &SyntaxNode, cx: Cx<'_>) -> StatementKind {
    let is_list = |k| {
        matches!(
            k,
            SyntaxKind::FUNCTION_SIG_LIST
                | SyntaxKind::PROCEDURE_SIG_LIST
                | SyntaxKind::ROUTINE_SIG_LIST
                | SyntaxKind::OP_SIG_LIST
        )
    };
    let list = node.children().find(|c| is_list(c.kind()));
    let parts = list.as_ref().unwrap_or(node).children().filter(|c| !is_clause(c.kind()));
    let objects = if has_no_name(kind) { Vec::new() } else { parts.map(|n| signature(&n, cx)).collect() };
    StatementKind::Drop(DropObjects {
        kind,
        objects,
        on: table_of(node, cx),
        if_exists: if_exists(node),
        cascade: cascades(node),
        concurrently: has(node, SyntaxKind::CONCURRENTLY_KW),
    })
}

/// `COMMENT ON`.
pub(super) fn comment(node: &ast::CommentOn, cx: Cx<'_>) -> Option<StatementKind> {
    let object = child::<ast::CommentObject>(node.syntax())?;
    let object = object.syntax();
    let kind = kind_of_words(code_tokens(object).map(|t| t.text().to_ascii_lowercase()))?;
    let mut parts = object.children();
    let (named, on) = match kind {
        ObjectKind::Column => {
            let mut path = cx.segments(&parts.next()?);
            let column = path.pop()?;
            let table =
                path.pop().map(|t| ObjectName { schema: path.pop().map(|s| s.name), name: t.name, range: t.range });
            let name = ObjectName { schema: None, name: column.name, range: column.range };
            (Some(RoutineRef { name, args: None }), table)
        }
        ObjectKind::Constraint | ObjectKind::Policy | ObjectKind::Rule | ObjectKind::Trigger => {
            (parts.next().map(|n| signature(&n, cx)), parts.next().map(|n| cx.name(&n)))
        }
        _ if has_no_name(kind) => (None, None),
        _ => (parts.next().map(|n| signature(&n, cx)), None),
    };
    Some(StatementKind::Comment(Comment { kind, object: named, on, text: string_in(node.syntax()) }))
}

/// `CREATE SCHEMA`.
pub(super) fn create_schema(node: &ast::CreateSchema, cx: Cx<'_>) -> Option<StatementKind> {
    let node = node.syntax();
    let target = child::<ast::CreateSchemaTarget>(node)?;
    let target = target.syntax();
    let owner = child::<ast::RoleRef>(target).map(|r| role(r.syntax(), cx));
    let name = cx.ident_in::<ast::Schema>(target).or_else(|| cx.ident_in::<ast::Role>(target))?;
    let authorized = ast::AuthorizationSchema::can_cast(target.kind()).then(|| name.clone());
    let elements = children::<ast::SchemaElement>(node).filter_map(|e| ast::Stmt::cast(e.syntax().clone()));
    Some(StatementKind::CreateSchema(CreateSchema {
        name,
        if_not_exists: if_not_exists(node),
        owner: owner.or(authorized),
        elements: elements.map(|e| lower_nested(&e, cx)).collect(),
    }))
}

/// `CREATE SEQUENCE`.
pub(super) fn create_sequence(node: &ast::CreateSequence, cx: Cx<'_>) -> Option<StatementKind> {
    let node = node.syntax();
    Some(StatementKind::CreateSequence(CreateSequence {
        name: cx.name_in::<ast::Sequence>(node)?,
        if_not_exists: if_not_exists(node),
        persistence: persistence(node),
        type_name: child::<ast::OptionAsType>(node).and_then(|t| type_in(t.syntax(), cx)),
        owned_by: child::<ast::OptionOwnedBy>(node).and_then(|o| owned_by(o.syntax(), cx)),
    }))
}

/// `OWNED BY table.column`; none for `NONE`.
pub(super) fn owned_by(node: &SyntaxNode, cx: Cx<'_>) -> Option<OwnedBy> {
    let target = child::<ast::QualifiedColumnNameRef>(node)?;
    let mut path = cx.segments(target.syntax());
    let column = path.pop()?;
    let table = path.pop()?;
    let schema = path.pop().map(|s| s.name);
    Some(OwnedBy { table: ObjectName { schema, name: table.name, range: table.range }, column })
}

/// `CREATE EXTENSION`.
pub(super) fn create_extension(node: &ast::CreateExtension, cx: Cx<'_>) -> Option<StatementKind> {
    let node = node.syntax();
    Some(StatementKind::CreateExtension(CreateExtension {
        name: cx.ident_in::<ast::Extension>(node)?,
        if_not_exists: if_not_exists(node),
        schema: child::<ast::ExtensionSchema>(node).and_then(|s| cx.ident_in::<ast::SchemaRef>(s.syntax())),
        cascade: has(node, SyntaxKind::CASCADE_KW),
    }))
}
