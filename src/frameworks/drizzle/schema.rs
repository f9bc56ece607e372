//! The tables that Drizzle's schema declares for PostgreSQL.

use super::{
    columns,
    table::{Table, Tables},
};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Link, StmtKind},
    frameworks::{
        declared::{Column, Enum, ForeignKey, Key, KeyKind, Table as Declared},
        objects::elements,
    },
    model::{File, values::Values},
    source::span::FileId,
};

/// Whether a table is one of PostgreSQL.
pub(crate) fn is_postgres(values: &Values<'_>, table: &Table) -> bool {
    values.symbols(table.file, table.call).iter().any(|s| s.path.starts_with(".pg"))
}

/// What a table declares.
pub(crate) fn declared(values: &Values<'_>, table: &Table) -> Option<Declared> {
    let code = values.code(table.file)?;
    let ExprKind::Call { args, .. } = code.expr(table.call) else { return None };
    let mut made = Declared {
        file: table.file,
        at: code.range(code.arg(args, 0)?),
        schema: table.schema.clone(),
        name: table.name.clone(),
        ..Declared::default()
    };
    let mut by_key: Vec<(String, Column)> = Vec::new();
    for entry in table.declared(values).list {
        let Some(found) = columns::declared(values, entry.file, &entry.key, entry.value) else { continue };
        made.keys.extend(found.key);
        made.foreign_keys.extend(found.foreign_key);
        by_key.push((entry.key, found.column));
    }
    if let Some(extras) = code.arg(args, 2) {
        let extra = Extra { values, file: table.file, code, columns: &by_key };
        for value in extra.all(extras) {
            match extra.read(value) {
                Some(Found::Key(key)) => made.keys.push(key),
                Some(Found::ForeignKey(key)) => made.foreign_keys.push(key),
                None => {}
            }
        }
    }
    made.columns = by_key.into_iter().map(|(_, column)| column).collect();
    Some(made)
}

/// `pgEnum("status", ["open", "done"])`, each.
pub(crate) fn enums(values: &Values<'_>, files: &[File], tables: &Tables) -> Vec<Enum> {
    let mut found: Vec<Enum> = Vec::new();
    let with_tables: std::collections::BTreeSet<FileId> = tables.all().map(|t| t.file).collect();
    let in_files = (0u32..).map(FileId).zip(files).filter_map(|(id, f)| f.code.as_ref().map(|c| (id, c)));
    for (file, code) in in_files {
        let imports = code.imports.iter().any(|i| i.source.is_some_and(|s| code.str(s).starts_with("drizzle-orm")));
        if !imports && !with_tables.contains(&file) {
            continue;
        }
        for stmt in &code.stmts {
            let StmtKind::Var { init: Some(init), .. } = stmt.kind else { continue };
            let ExprKind::Call { callee, args } = code.expr(init) else { continue };
            if code.ident(callee) != Some("pgEnum") {
                continue;
            }
            let name = code.arg(args, 0).and_then(|a| values.exact_text(file, a));
            let list = code.arg(args, 1).and_then(|a| elements(values, file, a));
            let texts = |list: Vec<(FileId, ExprId)>| {
                list.into_iter().filter_map(|(at, e)| values.exact_text(at, e)).collect::<Vec<_>>()
            };
            if let (Some(name), Some(list)) = (name, list)
                && !found.iter().any(|e| e.name == name)
            {
                found.push(Enum { file, at: code.range(init), name, values: texts(list) });
            }
        }
    }
    found
}

enum Found {
    Key(Key),
    ForeignKey(ForeignKey),
}

/// Reads the third argument of a table: `(t) => [index("…").on(t.a)]`, or an object of such.
struct Extra<'a, 'v> {
    values: &'a Values<'v>,
    file: FileId,
    code: &'a Code,
    columns: &'a [(String, Column)],
}

impl Extra<'_, '_> {
    fn all(&self, extras: ExprId) -> Vec<ExprId> {
        let ExprKind::Function(function) = self.code.expr(extras) else { return Vec::new() };
        let Some(last) = self.code.block(self.code.function(function).body).next_back() else { return Vec::new() };
        let StmtKind::Return(Some(value)) = self.code.stmt(last).kind else { return Vec::new() };
        match self.code.expr(value) {
            ExprKind::Array { elements } => self.code.expr_list(elements).collect(),
            ExprKind::Object { properties } => self.code.property_list(properties).map(|p| p.value).collect(),
            _ => Vec::new(),
        }
    }

    fn read(&self, extra: ExprId) -> Option<Found> {
        let chain = self.code.chain(extra);
        let first = chain.links.first().copied()?;
        let maker = self.code.ident(chain.base)?;
        let kind = match maker {
            "index" => KeyKind::Index,
            "uniqueIndex" => KeyKind::UniqueIndex,
            "unique" => KeyKind::Unique,
            "primaryKey" => KeyKind::Primary,
            "foreignKey" => return self.foreign_key(extra, first).map(Found::ForeignKey),
            _ => return None,
        };
        let link = |name: &str| chain.links.iter().find(|l| l.name.is_some_and(|n| self.code.str(n) == name)).copied();
        let using = link("using");
        let listed = link("on").or(link("onOnly")).and_then(|l| l.args);
        let columns: Vec<ExprId> = match (listed, using.and_then(|l| l.args)) {
            (Some(args), _) => self.code.expr_list(args).collect(),
            (None, Some(args)) => self.code.expr_list(args).skip(1).collect(),
            (None, None) => match self.option(first, "columns") {
                Some(list) => self.list(list),
                // `primaryKey(t.a, t.b)`, as it was once written.
                None => first.args.map(|args| self.code.expr_list(args).collect()).unwrap_or_default(),
            },
        };
        if columns.is_empty() {
            return None;
        }
        let name = first.args.and_then(|args| self.code.arg(args, 0)).and_then(|a| self.code.string(a));
        let method = using.and_then(|l| l.args).and_then(|args| self.code.arg(args, 0));
        Some(Found::Key(Key {
            at: self.code.range(extra),
            kind,
            name: name.map(str::to_owned),
            columns: columns.into_iter().map(|c| self.key_column(c)).collect(),
            method: method.and_then(|m| self.code.string(m)).map(str::to_owned),
            is_partial: link("where").is_some(),
        }))
    }

    /// `{ columns: [t.a] }` of `primaryKey` and `foreignKey`.
    fn option(&self, link: Link, name: &str) -> Option<ExprId> {
        self.code.property(self.code.arg(link.args?, 0)?, name)
    }

    fn list(&self, list: ExprId) -> Vec<ExprId> {
        match self.code.expr(list) {
            ExprKind::Array { elements } => self.code.expr_list(elements).collect(),
            _ => Vec::new(),
        }
    }

    /// `t.createdAt`, `t.createdAt.desc()`; no column for an expression.
    fn key_column(&self, expr: ExprId) -> (Option<String>, bool) {
        let chain = self.code.chain(expr);
        let has = |name: &str| {
            chain.links.iter().any(|l| l.args.is_some() && l.name.is_some_and(|n| self.code.str(n) == name))
        };
        (chain.links.first().filter(|l| l.args.is_none()).and_then(|l| self.named(l.name)), has("desc"))
    }

    fn named(&self, key: Option<crate::facts::code::Sym>) -> Option<String> {
        let key = self.code.str(key?);
        self.columns.iter().find(|(own, _)| own == key).map(|(_, column)| column.name.clone())
    }

    /// `foreignKey({ columns: [t.a], foreignColumns: [users.id] }).onDelete("cascade")`.
    fn foreign_key(&self, extra: ExprId, first: Link) -> Option<ForeignKey> {
        let own = self.list(self.option(first, "columns")?);
        let others = self.list(self.option(first, "foreignColumns")?);
        let found: Vec<_> = others.iter().filter_map(|&e| super::table::column(self.values, self.file, e)).collect();
        let (other, _) = found.first()?.clone();
        let chain = self.code.chain(extra);
        let on_delete = chain.links.iter().find(|l| l.name.is_some_and(|n| self.code.str(n) == "onDelete"));
        Some(ForeignKey {
            at: self.code.range(extra),
            columns: own.into_iter().filter_map(|c| self.key_column(c).0).collect(),
            references: found.iter().map(|(table, key)| table.column(self.values, key)).collect(),
            schema: other.schema.clone(),
            table: other.name,
            on_delete: on_delete
                .and_then(|l| self.code.arg(l.args?, 0))
                .and_then(|a| self.code.string(a))
                .unwrap_or_default()
                .to_owned(),
        })
    }
}
